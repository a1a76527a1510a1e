using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ActorMQ.Client.Http;

/// <summary>Turns what can go wrong on the way to the admin API into exceptions with a code.</summary>
internal static class AdminFailures
{
    public static ActorMQException Unreachable(Uri address, Exception cause) =>
        ErrorCatalogue.Unreachable.With(
            $"No node answers HTTP at {address.Authority}: {cause.Message.TrimEnd('.')}.",
            "Start a node (actormqd), or give the address of its HTTP port (default 127.0.0.1:8558).",
            cause);

    public static ActorMQException Unreadable(HttpResponseMessage response, Exception? cause) =>
        ErrorCatalogue.BadAnswer.With(
            $"{response.RequestMessage?.RequestUri?.Authority} answered with something else than the admin API's JSON.",
            "Check that the port is the HTTP port of an ActorMQ node.",
            cause);

    public static async ValueTask<ActorMQException> ReadAsync(
        HttpResponseMessage response, CancellationToken cancellation)
    {
        Problem? problem = await ReadProblemAsync(response, cancellation);
        return problem?.Code is { Length: > 0 } ? Of(problem) : Unexplained(response);
    }

    public static ActorMQException Of(Problem problem) => new(
        problem.Code is { Length: > 0 } code ? code : ErrorCatalogue.BadAnswer.Code,
        problem.Detail ?? problem.Title ?? "Refused.",
        problem.NextStep ?? "");

    public static ActorMQException BrokenOff(HttpResponseMessage response, Exception? cause) =>
        ErrorCatalogue.ConnectionLost.With(
            $"The answer of {response.RequestMessage?.RequestUri?.Authority} broke off.",
            "Try again: what was done is done, and is not done twice.",
            cause);

    private static async ValueTask<Problem?> ReadProblemAsync(
        HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(AdminJson.Default.Problem, cancellation);
        }
        catch (JsonException)
        {
            return null; // An answer without a problem document is told by its status alone.
        }
    }

    private static ActorMQException Unexplained(HttpResponseMessage response) =>
        ErrorCatalogue.BadAnswer.With(
            $"The node answered {(int)response.StatusCode} {response.ReasonPhrase} without saying why.",
            response.StatusCode == HttpStatusCode.NotFound
                ? "Check that the port is the HTTP port of an ActorMQ node."
                : "Look into the node's log.");
}
