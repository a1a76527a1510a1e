namespace ActorMQ.Core.Topics;

/// <summary>How long a topic keeps what it holds; each number can be changed while the topic lives.</summary>
/// <param name="PurgeAfterMs">Of a queue: how long a record is kept at least, counted from when it was stored, even
/// when every group has settled it. 0: it goes with the last settlement.</param>
/// <param name="RetentionMs">Of a log, and of a queue without a group: how long a record is kept, counted from when it
/// was stored. 0: no limit by age.</param>
/// <param name="RetentionBytes">Of a log: bytes of batches that a partition keeps; the oldest go first. 0: no limit
/// by size.</param>
public sealed record TopicSettings(
    long PurgeAfterMs = 0, long RetentionMs = TopicSettings.RetentionMsDefault, long RetentionBytes = 0)
{
    /// <summary>Retention by age when the creator does not say: seven days.</summary>
    public const long RetentionMsDefault = 7L * 24 * 60 * 60 * 1000;

    /// <summary>What a topic has whose creator says nothing.</summary>
    public static TopicSettings Default { get; } = new();

    /// <summary>Checks each number against its limits.</summary>
    /// <returns>No refusal, or <see cref="RefusalCode.InvalidTopicSetting"/> with the first field that is outside, and
    /// the limit that it passes.</returns>
    public Refusal Check()
    {
        if (PurgeAfterMs is < 0 or > Limits.KeepMsMax)
            return Refuse("purgeAfterMs", PurgeAfterMs, 0, Limits.KeepMsMax);
        if (RetentionMs != 0 && RetentionMs is < Limits.RetentionMsMin or > Limits.KeepMsMax)
            return Refuse("retentionMs", RetentionMs, Limits.RetentionMsMin, Limits.KeepMsMax);
        return RetentionBytes != 0 && RetentionBytes is < Limits.RetentionBytesMin or > Limits.RetentionBytesMax
            ? Refuse("retentionBytes", RetentionBytes, Limits.RetentionBytesMin, Limits.RetentionBytesMax)
            : Refusal.None;
    }

    private static Refusal Refuse(string field, long value, long min, long max)
    {
        var orNone = min > 0 ? ", or 0 for no limit" : "";
        return new Refusal(
            RefusalCode.InvalidTopicSetting,
            $"{field}: {value} is outside {min} to {max}{orNone}.",
            field,
            value < min ? min : max);
    }
}
