namespace ActorMQ.Broker.Commit;

/// <summary>The one thread that touches the journal: commits, reads, recovery and catalogue rows, in order.</summary>
internal static class JournalLane
{
    public const string Name = "journal";
}
