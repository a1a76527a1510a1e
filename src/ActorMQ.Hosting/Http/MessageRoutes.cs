using System.Globalization;
using ActorMQ.Broker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorMQ.Hosting.Http;

/// <summary>Stored messages over HTTP, looked at without a group.</summary>
internal sealed class MessageRoutes(BrokerNode broker)
{
    private const int LimitDefault = 10;

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/topics/{name}/messages", PeekAsync);

    private async Task PeekAsync(HttpContext context)
    {
        AdminProblem? wrong = Read(context.Request, "partition", 0, int.MaxValue, 0, out long partition)
            ?? Read(context.Request, "offset", 0, long.MaxValue, 0, out _)
            ?? Read(context.Request, "limit", 1, AdminLimits.PeekMax, LimitDefault, out _);
        if (wrong is { } refused)
        {
            await refused.WriteAsync(context);
            return;
        }

        Read(context.Request, "offset", 0, long.MaxValue, 0, out long offset);
        Read(context.Request, "limit", 1, AdminLimits.PeekMax, LimitDefault, out long limit);
        AdminResult<IReadOnlyList<PeekedMessage>> result = await broker.PeekAsync(
            (string)context.Request.RouteValues["name"]!, (int)partition, offset, (int)limit, context.RequestAborted);
        if (result.Problem is { } problem)
        {
            await AdminProblem.Of(problem).WriteAsync(context);
            return;
        }

        MessageJson[] answer = [.. result.Value!.Select(one => MessageJson.Of((int)partition, one))];
        await AdminJson.WriteAsync(context, StatusCodes.Status200OK, answer, AdminJson.Readable.MessageJsonArray);
    }

    private static AdminProblem? Read(
        HttpRequest request, string name, long min, long max, long otherwise, out long number)
    {
        number = otherwise;
        string? text = request.Query[name];
        bool isRead = text is null
            || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        return isRead && number >= min && number <= max
            ? null
            : AdminProblem.InvalidField(
                name, $"{name} is not a whole number from {min} to {max}.", "Correct the address.", max);
    }
}
