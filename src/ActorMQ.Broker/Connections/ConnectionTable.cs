using ActorMQ.Actors;

namespace ActorMQ.Broker.Connections;

/// <summary>The connections of a node that are there, so that its end can wait for theirs. Thread-safe.</summary>
internal sealed class ConnectionTable
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, IActorRef> actors = [];
    private TaskCompletionSource? empty;

    /// <summary>A connection has begun.</summary>
    public void Add(long number, IActorRef actor)
    {
        lock (gate)
            actors.Add(number, actor);
    }

    /// <summary>It has ended, with its consumers.</summary>
    public void Remove(long number)
    {
        lock (gate)
        {
            actors.Remove(number);
            if (actors.Count == 0)
                empty?.TrySetResult();
        }
    }

    /// <summary>
    /// Tells every connection that the node stops; completes when all have ended, and gives up when it is cancelled.
    /// </summary>
    public async Task DrainAsync(DrainConnection order, CancellationToken cancellation)
    {
        Task ended;
        lock (gate)
        {
            empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (actors.Count == 0)
                return;
            ended = empty.Task;
            foreach (IActorRef actor in actors.Values)
                actor.TryTellReserved(order);
        }

        await using CancellationTokenRegistration late = cancellation.UnsafeRegister(
            static (empty, token) => ((TaskCompletionSource)empty!).TrySetCanceled(token), empty);
        await ended;
    }
}
