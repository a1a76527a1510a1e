using ActorMQ.Actors;

namespace ActorMQ.Broker;

/// <summary>How an administrator's calls ask the node's actors.</summary>
internal static class Asking
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Asks, and waits for the answer for a limited time.</summary>
    /// <exception cref="AskException">The actor has ended, or did not answer in time.</exception>
    public static Task<T> AskAsync<T>(this IActorRef actor, object question, CancellationToken cancellation) =>
        actor.Ask<T>(question, Timeout, cancellation);

    /// <summary>Asks; null: the actor is being opened anew, or had too much to do to answer in time.</summary>
    public static async Task<T?> TryAskAsync<T>(
        this IActorRef actor, object question, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await actor.AskAsync<T>(question, cancellation);
        }
        catch (AskException)
        {
            return null;
        }
    }
}
