using ActorMQ.Broker;
using ActorMQ.Core.Groups;
using Microsoft.AspNetCore.Builder;
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
        routes.MapGet(Groups, ListAsync);
        routes.MapGet(Group, DescribeAsync);
        routes.MapPut(Group, PutAsync);
        routes.MapDelete(Group, DeleteAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        if (Page.Read(context.Request, out Page page) is { } wrong)
        {
            await wrong.WriteAsync(context);
            return;
        }

        AdminResult<TopicDescription> found =
            await broker.DescribeTopicAsync(ValueOf(context, "name"), context.RequestAborted);
        if (found.Problem is { } problem)
        {
            await AdminProblem.Of(problem).WriteAsync(context);
            return;
        }

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
    }

    private async Task DescribeAsync(HttpContext context)
    {
        AdminResult<TopicDescription> found = await broker.Inspection.DescribeGroupAsync(
            ValueOf(context, "name"), ValueOf(context, "group"), context.RequestAborted);
        if (found.Problem is { } problem)
        {
            await AdminProblem.Of(problem).WriteAsync(context);
            return;
        }

        TopicDescription topic = found.Value!;
        long?[] letters = await broker.Inspection.CountDeadLettersAsync(topic.Groups, context.RequestAborted);
        GroupDetailJson answer =
            GroupDetailJson.Whole(topic, topic.Groups[0], letters[0], DateTimeOffset.UtcNow);
        await AdminJson.WriteAsync(context, StatusCodes.Status200OK, answer, AdminJson.Readable.GroupDetailJson);
    }

    private async Task PutAsync(HttpContext context)
    {
        (ReadOnlyMemory<byte> body, AdminProblem? wrong) = await JsonBody.TakeAsync(context);
        GroupPolicy policy = GroupPolicy.Default;
        wrong ??= GroupPolicyRequest.Read(body, out policy);
        if (wrong is { } told)
        {
            await told.WriteAsync(context);
            return;
        }

        AdminResult<TopicDescription> result = await broker.PutGroupAsync(
            ValueOf(context, "name"), ValueOf(context, "group"), policy, context.RequestAborted);
        if (result.Problem is { } problem)
            await AdminProblem.Of(problem).WriteAsync(context);
        else
            await DescribeAsync(context);
    }

    private async Task DeleteAsync(HttpContext context)
    {
        AdminResult<TopicDescription> result = await broker.DeleteGroupAsync(
            ValueOf(context, "name"), ValueOf(context, "group"), context.RequestAborted);
        if (result.Problem is { } problem)
            await AdminProblem.Of(problem).WriteAsync(context);
        else
            context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static string ValueOf(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;
}
