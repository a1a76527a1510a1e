using ActorMQ.Actors;

namespace ActorMQ.Broker.Commit;

/// <summary>
/// Has the journal look for space while its storage is full: where nothing is settled, no commit would, and sends would
/// be refused for ever. An actor, so that its timer ends with the node.
/// </summary>
internal sealed class StorageWatch(NodeContext node) : ActorBase
{
    /// <summary>To the watch: the storage is full.</summary>
    public static readonly object Full = new Became();

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override bool Receive(object message)
    {
        if (message is Became or Look && node.Storage.IsFull)
        {
            node.Committer.Maintain();
            Context.Timers.StartSingle(nameof(Look), Look.Instance, Pause);
        }

        return message is Became or Look;
    }

    private sealed record Became;

    private sealed record Look
    {
        public static readonly Look Instance = new();
    }
}
