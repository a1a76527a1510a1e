using ActorMQ.Broker;
using ActorMQ.Core.Groups;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorMQ.Hosting.Http;

/// <summary>The groups of a topic over HTTP: list, describe, give a policy, delete.</summary>
internal sealed class GroupRoutes(BrokerNode broker)
{
    private const string Groups = "/api/v1/topics/{name}/groups";
    private const string Group = Groups + "/{group}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Answer(HttpMethods.Get, Groups, ListAsync, Page.Parameters);
        routes.Answer(HttpMethods.Get, Group, DescribeAsync);
        routes.Answer(HttpMethods.Put, Group, PutAsync);
        routes.Answer(HttpMethods.Delete, Group, DeleteAsync);
    }

    private async Task<AdminProblem?> ListAsync(HttpContext context)
    {
        if (Page.Read(context.Request, out Page page) is { } wrong)
            return wrong;

        AdminResult<TopicDescription> found =
            await broker.DescribeTopicAsync(context.ValueOf("name"), context.RequestAborted);
        if (found.Problem is { } problem)
            return AdminProblem.Of(problem);

        GroupSummary[] shown = page.Of(context, found.Value!.Groups, static group => group.Name);
        TopicDescription topic = found.Value with { Groups = shown };
        long?[] letters = new long?[shown.Length];
        if (shown.Length * topic.Partitions.Count <= AdminLimits.MeasuredPartitionsMax)
        {
            topic = await broker.Inspection.AgedAsync(topic, context.RequestAborted);
            letters = await broker.Inspection.CountDeadLettersAsync(shown, context.RequestAborted);
        }

        DateTimeOffset now = DateTimeOffset.UtcNow;
        GroupDetailJson[] answer =
            [.. shown.Select((group, index) => GroupDetailJson.Of(topic, group, letters[index], now))];
        await AdminJson.WriteAsync(context, StatusCodes.Status200OK, answer, AdminJson.Readable.GroupDetailJsonArray);
        return null;
    }

    private async Task<AdminProblem?> DescribeAsync(HttpContext context)
    {
        AdminResult<TopicDescription> found = await broker.Inspection.DescribeGroupAsync(
            context.ValueOf("name"), context.ValueOf("group"), context.RequestAborted);
        if (found.Problem is { } problem)
            return AdminProblem.Of(problem);

        TopicDescription topic = found.Value!;
        long?[] letters = await broker.Inspection.CountDeadLettersAsync(topic.Groups, context.RequestAborted);
        GroupDetailJson answer =
            GroupDetailJson.Whole(topic, topic.Groups[0], letters[0], DateTimeOffset.UtcNow);
        await AdminJson.WriteAsync(context, StatusCodes.Status200OK, answer, AdminJson.Readable.GroupDetailJson);
        return null;
    }

    private async Task<AdminProblem?> PutAsync(HttpContext context)
    {
        (ReadOnlyMemory<byte> body, AdminProblem? wrong) = await JsonBody.TakeAsync(context);
        GroupPolicy policy = GroupPolicy.Default;
        wrong ??= GroupPolicyRequest.Read(body, out policy);
        if (wrong is not null)
            return wrong;

        AdminResult<TopicDescription> result = await broker.PutGroupAsync(
            context.ValueOf("name"), context.ValueOf("group"), policy, context.RequestAborted);
        return result.Problem is { } problem ? AdminProblem.Of(problem) : await DescribeAsync(context);
    }

    private async Task<AdminProblem?> DeleteAsync(HttpContext context)
    {
        AdminResult<TopicDescription> result = await broker.DeleteGroupAsync(
            context.ValueOf("name"), context.ValueOf("group"), context.RequestAborted);
        if (result.Problem is { } problem)
            return AdminProblem.Of(problem);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }
}
