using ActorMQ.Actors;
using ActorMQ.Broker.Partitions;

namespace ActorMQ.Broker.Commit;

/// <summary>The one thread that touches the journal: commits, reads, recovery and catalogue rows, in order.</summary>
internal static class JournalLane
{
    public const string Name = "journal";

    /// <summary>
    /// Has a partition's actor look into the journal: what the look gives comes to it as a message, a failure as
    /// <see cref="ReadFailed"/>.
    /// </summary>
    public static void LookInJournal(this IActorContext context, Func<object> look) =>
        context.RunOnLane(Name, look, static found => found, static reason => new ReadFailed(reason));
}
