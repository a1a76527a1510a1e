using System.Globalization;
using ActorMQ.Broker;
using ActorMQ.Broker.DeadLetters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorMQ.Hosting.Http;

/// <summary>The dead letters of a group over HTTP: list, export, redrive, purge.</summary>
/// <param name="admin">Who does it.</param>
/// <param name="stopping">Cancelled when the node stops: long answers end then.</param>
internal sealed class DeadLetterRoutes(DeadLetterAdmin admin, CancellationToken stopping)
{
    private const string DeadLetters = "/api/v1/topics/{name}/groups/{group}/dead-letters";
    private const int LimitDefault = 100;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(DeadLetters, ListAsync);
        routes.MapGet(DeadLetters + "/export", ExportAsync);
        routes.MapPost(DeadLetters + "/redrive", RedriveAsync);
        routes.MapDelete(DeadLetters, PurgeAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        DeadLetterFilter filter = DeadLetterFilter.All;
        AdminProblem? wrong =
            AdminQuery.CheckNames(context.Request, [.. DeadLetterFilterRequest.Names, "limit", "from"])
            ?? DeadLetterFilterRequest.Read(context.Request.Query, out filter)
            ?? ReadLimit(context.Request, out _) ?? ReadFrom(context.Request, out _);
        if (wrong is { } refused)
        {
            await refused.WriteAsync(context);
            return;
        }

        ReadLimit(context.Request, out int limit);
        ReadFrom(context.Request, out DeadLetterPosition from);
        AdminResult<DeadLetterPage> result = await admin.ListAsync(
            ValueOf(context, "name"), ValueOf(context, "group"), filter, from, limit, context.RequestAborted);
        if (result.Value is not { } page)
        {
            await AdminProblem.Of(result.Problem!.Value).WriteAsync(context);
            return;
        }

        var answer = new DeadLetterPageJson(
            [.. page.Letters.Select(DeadLetterJson.Of)],
            page.Next is { } next ? $"{next.Partition}:{next.Offset}" : null);
        await AdminJson.WriteAsync(context, StatusCodes.Status200OK, answer, AdminJson.Readable.DeadLetterPageJson);
    }

    private async Task ExportAsync(HttpContext context)
    {
        DeadLetterFilter filter = DeadLetterFilter.All;
        AdminProblem? refused = AdminQuery.CheckNames(context.Request, DeadLetterFilterRequest.Names)
            ?? DeadLetterFilterRequest.Read(context.Request.Query, out filter);
        if (refused is { } wrong)
        {
            await wrong.WriteAsync(context);
            return;
        }

        AdminResult<DeadLetterExport> result = await admin.ExportAsync(
            ValueOf(context, "name"), ValueOf(context, "group"), filter, context.RequestAborted);
        if (result.Value is not { } export)
        {
            await AdminProblem.Of(result.Problem!.Value).WriteAsync(context);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var lines = new LinesAnswer<DeadLetterJson>(context, AdminJson.Readable.DeadLetterJson, ended.Token);
        await lines.BeginAsync();
        await foreach (DeadLetter letter in export.ReadAsync(ended.Token))
            await lines.WriteAsync(DeadLetterJson.ForExport(letter));
        // An answer that ends in order is whole.
        if (export.Problem is not null)
            context.Abort();
    }

    private Task RedriveAsync(HttpContext context) => RunAsync(
        context,
        (request, cancellation) => admin.RedriveAsync(
            ValueOf(context, "name"), ValueOf(context, "group"), request.Selection, request.Rate, cancellation),
        DeadLetterProgressJson.OfRedrive);

    private Task PurgeAsync(HttpContext context) => RunAsync(
        context,
        (request, cancellation) => admin.PurgeAsync(
            ValueOf(context, "name"), ValueOf(context, "group"), request.Selection, cancellation),
        DeadLetterProgressJson.OfPurge);

    private async Task RunAsync(
        HttpContext context,
        Func<DeadLetterRequest, CancellationToken, Task<AdminResult<DeadLetterRun>>> begin,
        Func<DeadLetterProgress, DeadLetterProgressJson> line)
    {
        (ReadOnlyMemory<byte> body, AdminProblem? wrong) = await JsonBody.TakeAsync(context);
        DeadLetterRequest request = default;
        wrong ??= DeadLetterRequest.Read(body, out request);
        if (wrong is { } told)
        {
            await told.WriteAsync(context);
            return;
        }

        AdminResult<DeadLetterRun> result = await begin(request, context.RequestAborted);
        if (result.Value is not { } run)
        {
            await AdminProblem.Of(result.Problem!.Value).WriteAsync(context);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var lines = new LinesAnswer<DeadLetterProgressJson>(
            context, AdminJson.Readable.DeadLetterProgressJson, ended.Token);
        await lines.BeginAsync();
        await foreach (DeadLetterProgress progress in run.RunAsync(ended.Token))
        {
            if (lines.IsDue || progress.IsDone || progress.Problem is not null)
                await lines.WriteAsync(line(progress));
        }
    }

    private static AdminProblem? ReadLimit(HttpRequest request, out int limit)
    {
        limit = LimitDefault;
        string? text = request.Query["limit"];
        bool isRead = text is null || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit);
        return isRead && limit is >= 1 and <= DeadLetterAdmin.PageMax
            ? null
            : AdminProblem.InvalidField(
                "limit", $"limit is not a whole number from 1 to {DeadLetterAdmin.PageMax}.",
                "Give one, and the next of an answer as from.", DeadLetterAdmin.PageMax);
    }

    private static AdminProblem? ReadFrom(HttpRequest request, out DeadLetterPosition from)
    {
        from = default;
        string? text = request.Query["from"];
        if (text is null)
            return null;
        if (text.Split(':') is [var partitionText, var offsetText]
            && int.TryParse(partitionText, NumberStyles.None, CultureInfo.InvariantCulture, out int partition)
            && long.TryParse(offsetText, NumberStyles.None, CultureInfo.InvariantCulture, out long offset))
        {
            from = new DeadLetterPosition(partition, offset);
            return null;
        }

        return AdminProblem.InvalidField("from", "from is not PARTITION:OFFSET.", "Give the next of an answer.");
    }

    private static string ValueOf(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;
}
