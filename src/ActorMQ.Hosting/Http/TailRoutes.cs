using ActorMQ.Broker;
using ActorMQ.Broker.Inspection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorMQ.Hosting.Http;

/// <summary>What is stored in a topic, as it comes, as server-sent events.</summary>
/// <param name="inspection">Where the messages come from.</param>
/// <param name="stopping">Cancelled when the HTTP port is to end.</param>
internal sealed class TailRoutes(NodeInspection inspection, CancellationToken stopping)
{
    private static readonly TimeSpan FarewellMax = TimeSpan.FromSeconds(1);

    public void Map(IEndpointRouteBuilder routes) => routes.Answer(
        HttpMethods.Get, "/api/v1/topics/{name}/tail", TailAsync, StartQuery.Parameters);

    private async Task<AdminProblem?> TailAsync(HttpContext context)
    {
        if (Read(context.Request, out TailRequest asked) is { } wrong)
            return wrong;

        AdminResult<MessageTail> result = await inspection.TailAsync(
            context.ValueOf("name"), asked, context.RequestAborted);
        if (result.Problem is { } problem)
            return AdminProblem.Of(problem);

        using MessageTail tail = result.Value!;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var events = new EventStream(context.Response);
        events.Begin();
        string reason = await ShowAsync(tail, events, end.Token) ? "deleted" : "stopping";
        if (!await TryEndAsync(events, reason))
            context.Abort();
        return null;
    }

    /// <summary>Tells a reader that is there, and still takes something, why the tail ends.</summary>
    private static async Task<bool> TryEndAsync(EventStream events, string reason)
    {
        using var late = new CancellationTokenSource(FarewellMax);
        events.Add("end", new TailEndJson(reason), AdminJson.Readable.TailEndJson);
        try
        {
            await events.FlushAsync(late.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Shows what comes until the topic is gone: true; or until the end of this connection or port.</summary>
    private static async Task<bool> ShowAsync(MessageTail tail, EventStream events, CancellationToken end)
    {
        try
        {
            events.AddPlace(TailPositions.Write(tail.Positions));
            while (!tail.IsEnded)
            {
                await events.FlushAsync(end);
                if (await tail.NextAsync(AdminLimits.TailHeartbeat, end) is { } slice)
                    Add(events, slice);
                else
                    events.AddRemark("still here");
                events.AddPlace(TailPositions.Write(tail.Positions));
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static void Add(EventStream events, TailSlice slice)
    {
        if (slice.Missed > 0)
            events.Add("gap", new GapJson(slice.Partition, slice.Missed), AdminJson.Readable.GapJson);
        foreach (PeekedMessage message in slice.Messages)
            events.Add("message", MessageJson.Of(message), AdminJson.Readable.MessageJson);
    }

    private static AdminProblem? Read(HttpRequest request, out TailRequest asked)
    {
        StartQuery query = default;
        AdminProblem? wrong = StartQuery.Read(request, StartPoint.End, out query);
        asked = new TailRequest(query.Start) { Partition = query.Partition };
        if (wrong is not null || (string?)request.Headers["Last-Event-ID"] is not { Length: > 0 } place)
            return wrong;
        if (!TailPositions.TryRead(place, out long[] positions))
            return AdminProblem.InvalidField(
                "Last-Event-ID", "Last-Event-ID is no place of a tail.", "Send the id of an event, or none.");
        asked = asked with { Resume = positions };
        return null;
    }
}
