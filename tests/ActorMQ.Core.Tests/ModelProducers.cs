using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Tests;

/// <summary>
/// Every batch that was ever accepted, searched from the end: what dedup means, without a window to keep.
/// </summary>
public sealed class ModelProducers
{
    private readonly List<BatchAppended> _batches = [];

    public ModelProducers Clone()
    {
        var clone = new ModelProducers();
        clone._batches.AddRange(_batches);
        return clone;
    }

    public void Add(in BatchAppended e)
    {
        if (!e.Producer.IsNone)
            _batches.Add(e);
    }

    public int Evict(long usedUntilMs)
    {
        var idle = _batches.GroupBy(batch => batch.Producer)
            .Where(group => group.Max(batch => batch.WallMs) <= usedUntilMs).Select(group => group.Key).ToHashSet();
        _batches.RemoveAll(batch => idle.Contains(batch.Producer));
        return idle.Count;
    }

    public (AppendVerdict Verdict, RefusalCode Code, long BaseOffset) Judge(in AppendBatch command, long nextOffset)
    {
        if (command.Producer.IsNone)
            return (AppendVerdict.Accepted, RefusalCode.None, nextOffset);
        var known = Of(command.Producer);
        if (known.Count == 0)
            return command.BaseSequence == 0 ? Accepted(nextOffset) : Refused(RefusalCode.UnknownProducer);
        var epoch = known[^1].ProducerEpoch;
        if (command.ProducerEpoch != epoch)
        {
            if (command.ProducerEpoch < epoch)
                return Refused(RefusalCode.StaleProducerEpoch);
            return command.BaseSequence == 0 ? Accepted(nextOffset) : Refused(RefusalCode.SequenceGap);
        }

        var next = known[^1].BaseSequence + known[^1].Count;
        if (command.BaseSequence >= next)
            return command.BaseSequence == next ? Accepted(nextOffset) : Refused(RefusalCode.SequenceGap);
        var sequence = command.BaseSequence;
        var recent = known.Where(batch => batch.ProducerEpoch == epoch).TakeLast(Limits.ProducerWindowBatches)
            .Where(batch => batch.BaseSequence == sequence).ToList();
        if (recent.Count == 0)
            return Refused(RefusalCode.SequenceForgotten);
        return recent[0].Count == command.Count
            ? (AppendVerdict.Duplicate, RefusalCode.None, recent[0].BaseOffset)
            : Refused(RefusalCode.BadBatch);
    }

    /// <summary>The batches of one producer since it was last forgotten, oldest first.</summary>
    public List<BatchAppended> Of(ProducerIdentity producer) => _batches.FindAll(batch => batch.Producer == producer);

    private static (AppendVerdict, RefusalCode, long) Accepted(long offset) =>
        (AppendVerdict.Accepted, RefusalCode.None, offset);

    private static (AppendVerdict, RefusalCode, long) Refused(RefusalCode code) => (AppendVerdict.Refused, code, -1);
}
