using ActorMQ.Records;

namespace ActorMQ.Core.Producers;

/// <summary>
/// What a partition remembers of one producer: its epoch, and the last batches, so that a retry is told from a new
/// batch.
/// </summary>
internal sealed class Producer(ProducerIdentity identity)
{
    private readonly ProducerBatch[] _window = new ProducerBatch[Limits.ProducerWindowBatches];

    // The slot of the oldest remembered batch; the others follow it round the window, without a gap in their sequences.
    private int _oldest;

    /// <summary>Who it is.</summary>
    public ProducerIdentity Identity { get; } = identity;

    /// <summary>The highest epoch seen.</summary>
    public int Epoch { get; private set; }

    /// <summary>The sequence that the next batch of this epoch must begin with.</summary>
    public long NextSequence { get; private set; }

    /// <summary>When the last batch came: the partition's wall clock.</summary>
    public long LastUsedMs { get; private set; }

    /// <summary>Batches remembered, of this epoch only.</summary>
    public int Count { get; private set; }

    /// <summary>The offset behind the last batch.</summary>
    public long EndOffset => this[Count - 1].BaseOffset + this[Count - 1].Count;

    /// <summary>A remembered batch, 0 being the oldest.</summary>
    public ProducerBatch this[int index] => _window[(_oldest + index) % _window.Length];

    /// <summary>Finds the remembered batch that begins with <paramref name="sequence"/>.</summary>
    public bool TryFind(long sequence, out ProducerBatch batch)
    {
        for (var index = 0; index < Count; index++)
        {
            batch = this[index];
            if (batch.BaseSequence == sequence)
                return true;
        }

        batch = default;
        return false;
    }

    /// <summary>
    /// Remembers an accepted batch; a higher epoch forgets those of the lower, a gap of an internal producer those
    /// before it.
    /// </summary>
    public void Remember(int epoch, in ProducerBatch batch, long usedMs)
    {
        Invariant.Require(epoch >= Epoch && usedMs >= LastUsedMs);
        if (epoch > Epoch || Count == 0 || (Identity.IsInternal() && batch.BaseSequence > NextSequence))
            (Epoch, NextSequence, Count) = (epoch, batch.BaseSequence, 0);
        Invariant.Require(batch.BaseSequence == NextSequence || Mutants.AcceptsGaps);
        if (Count == _window.Length)
            (_oldest, Count) = ((_oldest + 1) % _window.Length, Count - 1);
        _window[(_oldest + Count) % _window.Length] = batch;
        Count++;
        NextSequence = batch.BaseSequence + batch.Count;
        LastUsedMs = usedMs;
    }
}
