using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking;

/// <summary>How a topic keeps its records, as far as it was told: any of it may hold.</summary>
internal sealed class ToldTopic(TopicTold first)
{
    private const long UsInMs = 1_000;

    /// <summary>Its name.</summary>
    public string Name => first.Topic;

    /// <summary>Whether it keeps by age and size alone.</summary>
    public bool IsLog => first.IsLog;

    /// <summary>A log keeps a record for so long at least, in microseconds, but for a limit by size.</summary>
    public long KeptUs { get; private set; } = long.MaxValue;

    /// <summary>Whether a log may have a limit by size.</summary>
    public bool HasSize { get; private set; }

    /// <summary>A queue keeps for so long at least what is settled, in microseconds.</summary>
    public long SettledKeptUs { get; private set; } = long.MaxValue;

    /// <summary>Takes what was told in.</summary>
    public void Add(TopicTold told)
    {
        KeptUs = Math.Min(KeptUs, told.RetentionMs == 0 ? long.MaxValue : told.RetentionMs * UsInMs);
        HasSize |= told.RetentionBytes != 0;
        SettledKeptUs = Math.Min(SettledKeptUs, told.PurgeAfterMs * UsInMs);
    }

    /// <summary>Whether a log may have dropped a record by now.</summary>
    public bool MayHaveDropped(StoreRecord record, long atUs, bool hasJumped) =>
        IsLog && (HasSize || (KeptUs != long.MaxValue && (hasJumped || atUs - record.MadeAtUs >= KeptUs)));
}
