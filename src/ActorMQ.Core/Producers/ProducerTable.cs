using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Producers;

/// <summary>
/// The producers that a partition remembers. A live one is never forgotten early: at the cap new ones are refused.
/// </summary>
internal sealed class ProducerTable
{
    private readonly Dictionary<ProducerIdentity, Producer> _producers = [];

    /// <summary>Producers remembered, at most <see cref="Limits.ProducersMax"/>.</summary>
    public int Count => _producers.Count;

    /// <summary>All of them, in no order.</summary>
    public IReadOnlyCollection<Producer> All => _producers.Values;

    /// <summary>Judges a batch that would get <paramref name="nextOffset"/>: new, a retry, or refused.</summary>
    public AppendDecision Decide(in AppendBatch command, long nextOffset, long wallMs)
    {
        var accepted = new BatchAppended(
            nextOffset, command.Count, command.Producer, command.ProducerEpoch, command.BaseSequence, wallMs);
        if (command.Producer.IsNone)
            return AppendDecision.Accept(accepted);
        if (!_producers.TryGetValue(command.Producer, out var producer))
            return DecideNew(command, accepted);
        if (command.Producer.IsInternal())
            return DecideInternal(command, producer, accepted);
        if (command.ProducerEpoch < producer.Epoch)
            return AppendDecision.Refuse(
                RefusalCode.StaleProducerEpoch, $"Epoch {producer.Epoch} of this producer is at work.");
        if (command.ProducerEpoch > producer.Epoch)
            return command.BaseSequence == 0 ? AppendDecision.Accept(accepted) : Gap(command, expected: 0);
        return command.BaseSequence == producer.NextSequence
            ? AppendDecision.Accept(accepted)
            : DecideKnown(command, accepted, producer);
    }

    /// <summary>Remembers a batch that was accepted.</summary>
    public void Apply(in BatchAppended e)
    {
        if (e.Producer.IsNone)
            return;
        if (!_producers.TryGetValue(e.Producer, out var producer))
        {
            Invariant.Require(_producers.Count < Limits.ProducersMax);
            producer = new Producer(e.Producer);
            _producers.Add(e.Producer, producer);
        }

        producer.Remember(e.ProducerEpoch, new ProducerBatch(e.BaseSequence, e.Count, e.BaseOffset), e.WallMs);
    }

    /// <summary>How many that may be forgotten were last used at <paramref name="usedUntilMs"/> or earlier.</summary>
    public int CountIdle(long usedUntilMs)
    {
        var idle = 0;
        foreach (var producer in _producers.Values)
            idle += IsIdle(producer, usedUntilMs) ? 1 : 0;
        return idle;
    }

    /// <summary>Forgets those.</summary>
    public void Apply(in ProducersEvicted e)
    {
        foreach (var (identity, producer) in _producers)
        {
            if (IsIdle(producer, e.UsedUntilMs))
                _producers.Remove(identity);
        }
    }

    private static bool IsIdle(Producer producer, long usedUntilMs) =>
        producer.Identity.IsInternal()
            ? Mutants.ForgetsOutboxProducers && producer.LastUsedMs <= usedUntilMs + Limits.ProducerIdleMs - 100
            : producer.LastUsedMs <= usedUntilMs;

    // The sequences of an outbox rise, with gaps where it sent elsewhere; in what batches it sends them is open. So
    // whatever is below the next sequence is stored, and its offset is not needed.
    private static AppendDecision DecideInternal(in AppendBatch command, Producer producer, in BatchAppended accepted)
    {
        if (command.BaseSequence >= producer.NextSequence)
            return AppendDecision.Accept(accepted);
        if (command.BaseSequence + command.Count <= producer.NextSequence)
            return AppendDecision.RepeatUntil(producer.EndOffset);
        return AppendDecision.Refuse(
            RefusalCode.SequenceOverlap, $"All below {producer.NextSequence} is stored.", producer.NextSequence);
    }

    private AppendDecision DecideNew(in AppendBatch command, in BatchAppended accepted)
    {
        if (command.BaseSequence != 0 && !command.Producer.IsInternal())
        {
            return AppendDecision.Refuse(
                RefusalCode.UnknownProducer,
                "The producer is not remembered here: begin a new epoch at sequence 0 once nothing "
                + "older is in flight.");
        }

        return _producers.Count < Limits.ProducersMax
            ? AppendDecision.Accept(accepted)
            : AppendDecision.Refuse(
                RefusalCode.TooManyProducers,
                $"The partition remembers {Limits.ProducersMax} producers; try again later.");
    }

    private static AppendDecision DecideKnown(
        in AppendBatch command, in BatchAppended accepted, Producer producer)
    {
        if (command.BaseSequence > producer.NextSequence)
            return Mutants.AcceptsGaps ? AppendDecision.Accept(accepted) : Gap(command, producer.NextSequence);
        if (!producer.TryFind(command.BaseSequence, out var batch))
        {
            return AppendDecision.Refuse(
                RefusalCode.SequenceForgotten,
                $"Sequence {command.BaseSequence} begins none of the last {producer.Count} batches; "
                + $"{producer.NextSequence} is next.");
        }

        var told = Mutants.DedupTellsNewestOffset ? producer[producer.Count - 1] : batch;
        return batch.Count == command.Count
            ? AppendDecision.Repeat(told.BaseOffset, batch.Count)
            : AppendDecision.Refuse(
                RefusalCode.BadBatch, $"A retry must be the same batch: {command.Count} records, first {batch.Count}.");
    }

    private static AppendDecision Gap(in AppendBatch command, long expected) =>
        AppendDecision.Refuse(RefusalCode.SequenceGap, $"Sequence {command.BaseSequence} came; {expected} is next.");
}
