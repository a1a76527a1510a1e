using ActorMQ.Broker;
using ActorMQ.Broker.Inspection;
using ActorMQ.Core.Topics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorMQ.Hosting.Http;

/// <summary>The topics over HTTP: list, create, describe, change, delete.</summary>
internal sealed class TopicRoutes(BrokerNode broker)
{
    private const string Topics = "/api/v1/topics";
    private const string Topic = Topics + "/{name}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Answer(HttpMethods.Get, Topics, ListAsync, Page.Parameters);
        routes.Answer(HttpMethods.Post, Topics, CreateAsync);
        routes.Answer(HttpMethods.Get, Topic, DescribeAsync);
        routes.Answer(HttpMethods.Patch, Topic, UpdateAsync);
        routes.Answer(HttpMethods.Delete, Topic, DeleteAsync);
    }

    private async Task<AdminProblem?> ListAsync(HttpContext context)
    {
        if (Page.Read(context.Request, out Page page) is { } problem)
            return problem;

        IReadOnlyList<TopicSummary> topics = await broker.ListTopicsAsync(context.RequestAborted);
        TopicSummary[] shown = page.Of(context, topics, static topic => topic.Name);
        TopicJson[] answer = await MeasuredAsync(shown, context.RequestAborted);
        await AdminJson.WriteAsync(context, StatusCodes.Status200OK, answer, AdminJson.Readable.TopicJsonArray);
        return null;
    }

    private async Task<AdminProblem?> CreateAsync(HttpContext context)
    {
        (ReadOnlyMemory<byte> body, AdminProblem? wrong) = await JsonBody.TakeAsync(context);
        TopicRequest request = default;
        wrong ??= TopicRequest.Read(body, out request);
        if (wrong is not null)
            return wrong;

        AdminResult<TopicDescription> result = await broker.CreateTopicAsync(
            request.Name, request.Partitions, request.Kind, request.Settings, context.RequestAborted);
        if (result.IsOk)
            context.Response.Headers.Location = $"{Topics}/{request.Name}";
        return await AnswerAsync(context, StatusCodes.Status201Created, result);
    }

    // Fields that are absent stay as they are. Two changes at a time: the later one may put back what it read.
    private async Task<AdminProblem?> UpdateAsync(HttpContext context)
    {
        (ReadOnlyMemory<byte> body, AdminProblem? wrong) = await JsonBody.TakeAsync(context);
        AdminResult<TopicDescription> found =
            await broker.DescribeTopicAsync(context.ValueOf("name"), context.RequestAborted);
        TopicSettings settings = found.Value?.Summary.Settings ?? TopicSettings.Default;
        wrong ??= TopicSettingsRequest.Read(body, ref settings);
        return wrong ?? await AnswerAsync(
            context, StatusCodes.Status200OK,
            await broker.UpdateTopicAsync(context.ValueOf("name"), settings, context.RequestAborted));
    }

    private async Task<AdminProblem?> DescribeAsync(HttpContext context) =>
        await AnswerAsync(
            context, StatusCodes.Status200OK,
            await broker.DescribeTopicAsync(context.ValueOf("name"), context.RequestAborted));

    private async Task<AdminProblem?> DeleteAsync(HttpContext context)
    {
        AdminResult<bool> result = await broker.DeleteTopicAsync(context.ValueOf("name"), context.RequestAborted);
        if (result.Problem is { } problem)
            return AdminProblem.Of(problem);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }

    /// <summary>With what the journal holds of each, as far as this is a bounded look.</summary>
    private async Task<TopicJson[]> MeasuredAsync(TopicSummary[] shown, CancellationToken cancellation)
    {
        int measured = 0;
        for (int partitions = 0; measured < shown.Length; measured++)
        {
            partitions += shown[measured].Partitions;
            if (partitions > AdminLimits.MeasuredPartitionsMax)
                break;
        }

        TopicFigures[] figures = await broker.Inspection.MeasureAsync(shown[..measured], cancellation);
        return
        [
            .. shown.Select((topic, index) =>
                index < measured ? TopicJson.Of(topic, figures[index]) : TopicJson.Of(topic)),
        ];
    }

    private async Task<AdminProblem?> AnswerAsync(
        HttpContext context, int status, AdminResult<TopicDescription> result)
    {
        if (result.Value is not { } topic)
            return AdminProblem.Of(result.Problem!.Value);

        TopicFigures[] figures = await broker.Inspection.MeasureAsync([topic.Summary], context.RequestAborted);
        await AdminJson.WriteAsync(
            context, status, TopicJson.Of(topic, figures[0]), AdminJson.Readable.TopicJson);
        return null;
    }
}
