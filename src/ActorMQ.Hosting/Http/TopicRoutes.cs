using ActorMQ.Broker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorMQ.Hosting.Http;

/// <summary>The topics over HTTP: list, create, describe, delete.</summary>
internal sealed class TopicRoutes(BrokerNode broker)
{
    private const string Topics = "/api/v1/topics";
    private const string Topic = Topics + "/{name}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Topics, ListAsync);
        routes.MapPost(Topics, CreateAsync);
        routes.MapGet(Topic, DescribeAsync);
        routes.MapDelete(Topic, DeleteAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        IReadOnlyList<TopicSummary> topics = await broker.ListTopicsAsync(context.RequestAborted);
        TopicJson[] answer = [.. topics.Select(TopicJson.Of).OrderBy(static t => t.Name, StringComparer.Ordinal)];
        await AdminJson.WriteAsync(context, StatusCodes.Status200OK, answer, AdminJson.Readable.TopicJsonArray);
    }

    private async Task CreateAsync(HttpContext context)
    {
        if (!IsJson(context.Request))
        {
            await AdminProblem.NotJson(context.Request.ContentType).WriteAsync(context);
            return;
        }

        using var body = new MemoryStream();
        await ReadAsync(context, body);
        if (TopicRequest.Read(body.GetBuffer().AsMemory(0, (int)body.Length), out TopicRequest request) is { } problem)
        {
            await problem.WriteAsync(context);
            return;
        }

        AdminResult<TopicDescription> result = await broker.CreateTopicAsync(
            request.Name, request.Partitions, request.Kind, context.RequestAborted);
        if (result.IsOk)
            context.Response.Headers.Location = $"{Topics}/{request.Name}";
        await AnswerAsync(context, StatusCodes.Status201Created, result);
    }

    private async Task DescribeAsync(HttpContext context) =>
        await AnswerAsync(
            context, StatusCodes.Status200OK, await broker.DescribeTopicAsync(NameOf(context), context.RequestAborted));

    private async Task DeleteAsync(HttpContext context)
    {
        AdminResult<bool> result = await broker.DeleteTopicAsync(NameOf(context), context.RequestAborted);
        if (result.Problem is { } problem)
            await AdminProblem.Of(problem).WriteAsync(context);
        else
            context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task AnswerAsync(HttpContext context, int status, AdminResult<TopicDescription> result)
    {
        if (result.Problem is { } problem)
            await AdminProblem.Of(problem).WriteAsync(context);
        else
            await AdminJson.WriteAsync(context, status, TopicJson.Of(result.Value!), AdminJson.Readable.TopicJson);
    }

    // The web server finds most bad bodies bad, but not one whose chunk has a length that no number holds.
    private static async Task ReadAsync(HttpContext context, MemoryStream body)
    {
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new BadHttpRequestException($"The body cannot be read: {broken.Message}", broken);
        }
    }

    private static bool IsJson(HttpRequest request) =>
        request.ContentType is { } type
        && type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(HttpContext context) => (string)context.Request.RouteValues["name"]!;
}
