using ActorMQ.Broker;
using ActorMQ.Broker.DeadLetters;
using ActorMQ.Broker.Inspection;
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
        routes.Answer(
            HttpMethods.Get, DeadLetters, ListAsync, [.. DeadLetterFilterRequest.Names, "limit", "from"]);
        routes.Answer(HttpMethods.Get, DeadLetters + "/export", ExportAsync, DeadLetterFilterRequest.Names);
        routes.Answer(HttpMethods.Post, DeadLetters + "/redrive", RedriveAsync);
        routes.Answer(HttpMethods.Delete, DeadLetters, PurgeAsync);
    }

    private async Task<AdminProblem?> ListAsync(HttpContext context)
    {
        (DeadLetterFilter filter, MessagePlace from) = (DeadLetterFilter.All, default);
        long? limit = LimitDefault;
        AdminProblem? wrong =
            DeadLetterFilterRequest.Read(context.Request.Query, out filter)
            ?? AdminQuery.Read(context.Request, "limit", 1, DeadLetterAdmin.PageMax, ref limit)
            ?? ReadFrom(context.Request, ref from);
        if (wrong is not null)
            return wrong;
        AdminResult<DeadLetterPage> result = await admin.ListAsync(
            context.ValueOf("name"), context.ValueOf("group"), filter, from, (int)limit!, context.RequestAborted);
        if (result.Value is not { } page)
            return AdminProblem.Of(result.Problem!.Value);
        var answer = new DeadLetterPageJson(
            [.. page.Letters.Select(DeadLetterJson.Of)],
            page.Next is { } next ? MessagePlaceText.Write(next) : null);
        await AdminJson.WriteAsync(context, StatusCodes.Status200OK, answer, AdminJson.Readable.DeadLetterPageJson);
        return null;
    }

    private async Task<AdminProblem?> ExportAsync(HttpContext context)
    {
        if (DeadLetterFilterRequest.Read(context.Request.Query, out DeadLetterFilter filter) is { } wrong)
            return wrong;

        AdminResult<DeadLetterExport> result = await admin.ExportAsync(
            context.ValueOf("name"), context.ValueOf("group"), filter, context.RequestAborted);
        if (result.Value is not { } export)
            return AdminProblem.Of(result.Problem!.Value);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var lines = new LinesAnswer<DeadLetterJson>(context, AdminJson.Readable.DeadLetterJson, ended.Token);
        await lines.BeginAsync();
        await foreach (DeadLetter letter in export.ReadAsync(ended.Token))
            await lines.WriteAsync(DeadLetterJson.ForExport(letter));
        // An answer that ends in order is whole.
        if (export.Problem is not null)
            context.Abort();
        return null;
    }

    private Task<AdminProblem?> RedriveAsync(HttpContext context) => RunAsync(
        context,
        (request, cancellation) => admin.RedriveAsync(
            context.ValueOf("name"), context.ValueOf("group"), request.Selection, request.Rate, cancellation),
        DeadLetterProgressJson.OfRedrive);

    private Task<AdminProblem?> PurgeAsync(HttpContext context) => RunAsync(
        context,
        (request, cancellation) => admin.PurgeAsync(
            context.ValueOf("name"), context.ValueOf("group"), request.Selection, cancellation),
        DeadLetterProgressJson.OfPurge);

    private async Task<AdminProblem?> RunAsync(
        HttpContext context,
        Func<DeadLetterRequest, CancellationToken, Task<AdminResult<DeadLetterRun>>> begin,
        Func<DeadLetterProgress, DeadLetterProgressJson> line)
    {
        (ReadOnlyMemory<byte> body, AdminProblem? wrong) = await JsonBody.TakeAsync(context);
        DeadLetterRequest request = default;
        wrong ??= DeadLetterRequest.Read(body, out request);
        if (wrong is not null)
            return wrong;

        AdminResult<DeadLetterRun> result = await begin(request, context.RequestAborted);
        if (result.Value is not { } run)
            return AdminProblem.Of(result.Problem!.Value);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var lines = new LinesAnswer<DeadLetterProgressJson>(
            context, AdminJson.Readable.DeadLetterProgressJson, ended.Token);
        await lines.BeginAsync();
        await foreach (DeadLetterProgress progress in run.RunAsync(ended.Token))
        {
            if (lines.IsDue || progress.IsDone || progress.Problem is not null)
                await lines.WriteAsync(line(progress));
        }

        return null;
    }

    private static AdminProblem? ReadFrom(HttpRequest request, ref MessagePlace from) =>
        (string?)request.Query["from"] is not { } text || MessagePlaceText.TryRead(text, out from)
            ? null
            : AdminProblem.InvalidField("from", "from is not PARTITION:OFFSET.", "Give the next of an answer.");
}
