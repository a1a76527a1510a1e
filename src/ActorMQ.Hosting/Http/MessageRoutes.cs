using ActorMQ.Broker;
using ActorMQ.Broker.Inspection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorMQ.Hosting.Http;

/// <summary>Stored messages over HTTP, looked at without a group.</summary>
internal sealed class MessageRoutes(NodeInspection inspection)
{
    private const int LimitDefault = 10;

    public void Map(IEndpointRouteBuilder routes) => routes.Answer(
        HttpMethods.Get, "/api/v1/topics/{name}/messages", PeekAsync, [.. StartQuery.Parameters, "limit", "cursor"]);

    private async Task<AdminProblem?> PeekAsync(HttpContext context)
    {
        if (Read(context.Request, out PeekRequest asked) is { } wrong)
            return wrong;

        AdminResult<PeekedPage> result = await inspection.PeekAsync(
            context.ValueOf("name"), asked, context.RequestAborted);
        if (result.Problem is { } problem)
            return AdminProblem.Of(problem);

        if (result.Value!.Next is { } next)
            context.Response.Headers.Link = NextPage(context.Request, next);
        MessageJson[] answer = [.. result.Value.Messages.Select(MessageJson.Of)];
        await AdminJson.WriteAsync(context, StatusCodes.Status200OK, answer, AdminJson.Readable.MessageJsonArray);
        return null;
    }

    private static AdminProblem? Read(HttpRequest request, out PeekRequest asked)
    {
        long? limit = LimitDefault;
        StartQuery query = default;
        AdminProblem? wrong =
            AdminQuery.Read(request, "limit", 1, AdminLimits.PeekMax, ref limit)
            ?? StartQuery.Read(request, StartPoint.At(0), out query);
        asked = new PeekRequest(query.Start, (int)limit!) { Partition = query.Partition };
        if (wrong is not null || (string?)request.Query["cursor"] is not { } text)
            return wrong;
        if (!MessagePlaceText.TryRead(text, out MessagePlace place)
            || (query.Partition is { } only && only != place.Partition))
            return AdminProblem.InvalidField(
                "cursor", "cursor is no place of this list.", "Take the address of the next page from Link.");
        asked = asked with { After = place };
        return null;
    }

    // The same question, from another place on.
    private static string NextPage(HttpRequest request, MessagePlace next)
    {
        IEnumerable<KeyValuePair<string, string?>> others = request.Query
            .Where(static one => one.Key != "cursor")
            .Select(static one => KeyValuePair.Create(one.Key, (string?)one.Value.ToString()));
        QueryString query = QueryString.Create(others).Add("cursor", MessagePlaceText.Write(next));
        return $"<{request.Path}{query}>; rel=\"next\"";
    }
}
