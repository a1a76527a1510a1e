namespace ActorMQ.Core.Partitions;

/// <summary>The answer to an <see cref="AppendBatch"/>; nothing has changed yet.</summary>
/// <param name="Verdict">Which of the three answers it is.</param>
/// <param name="BaseOffset">The offset of the batch's first record: the next one, or a duplicate's original one; -1 for
/// a duplicate of an internal producer.</param>
/// <param name="NextOffset">The offset behind the batch: it is durable when <see cref="Partition.DurableOffset"/>
/// reaches this.</param>
/// <param name="Event">What to apply when accepted.</param>
/// <param name="Refusal">Why not, when refused.</param>
public readonly record struct AppendDecision(
    AppendVerdict Verdict, long BaseOffset, long NextOffset, BatchAppended Event, Refusal Refusal)
{
    internal static AppendDecision Accept(in BatchAppended e) =>
        new(AppendVerdict.Accepted, e.BaseOffset, e.BaseOffset + e.Count, e, Refusal.None);

    internal static AppendDecision Repeat(long baseOffset, int count) =>
        new(AppendVerdict.Duplicate, baseOffset, baseOffset + count, default, Refusal.None);

    /// <summary>A repetition whose own offset is not remembered: stored when everything below an offset is.</summary>
    internal static AppendDecision RepeatUntil(long nextOffset) =>
        new(AppendVerdict.Duplicate, -1, nextOffset, default, Refusal.None);

    internal static AppendDecision Refuse(RefusalCode code, string? detail = null, long limit = 0) =>
        new(AppendVerdict.Refused, -1, -1, default, new Refusal(code, detail, Limit: limit));
}
