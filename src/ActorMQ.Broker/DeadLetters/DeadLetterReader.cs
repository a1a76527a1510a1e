using ActorMQ.Broker.Inspection;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>
/// Reads dead letters in order, a bounded piece at a time, up to where each partition ended at the start.
/// </summary>
internal sealed class DeadLetterReader(DeadLetterBox box, DeadLetterSelection selection, MessagePlace from)
{
    /// <summary>Records of one piece.</summary>
    private const int CountMax = 1_000;

    // Of each partition: where it ended at the start; and which offsets were chosen, rising, or null for all.
    private readonly long[] ends = new long[box.Partitions];
    private readonly long[]?[] chosen = new long[]?[box.Partitions];
    private int partition = from.Partition;
    private long offset = from.Offset;

    /// <summary>Where reading goes on; null: there is nothing more.</summary>
    public MessagePlace? Next => partition < box.Partitions ? new MessagePlace(partition, offset) : null;

    /// <summary>Records that were not looked at yet, at most.</summary>
    public long Remaining { get; private set; }

    /// <summary>
    /// What was passed over because it cannot be read, the first of it if there were several; null: nothing was.
    /// </summary>
    public Problem? Damage { get; private set; }

    /// <summary>Notes what is there; false: a partition could not answer.</summary>
    public async Task<bool> TryOpenAsync(CancellationToken cancellation)
    {
        Remaining = 0;
        for (int index = partition; index < box.Partitions; index++)
        {
            if (await box.StateOfAsync(index, cancellation) is not { } state)
                return false;
            (ends[index], chosen[index]) = (state.DurableEnd, selection.OffsetsOf(index));
            Remaining += chosen[index]?.Length ?? state.Left;
        }

        Skip();
        return true;
    }

    /// <summary>
    /// The next dead letters that are meant, of one partition, perhaps none; null: it could not answer, ask again. At
    /// most <paramref name="countMax"/> records are looked at.
    /// </summary>
    public async Task<IReadOnlyList<DeadLetter>?> ReadAsync(CancellationToken cancellation, int countMax = CountMax)
    {
        if (Next is null)
            return [];
        var query = new DeadLettersQuery(box.GroupId, offset, ends[partition], Math.Min(CountMax, countMax));
        if (await box.AskAsync<DeadLettersRead>(partition, query, cancellation) is not { } read)
            return null;
        List<DeadLetter> letters = [];
        foreach (PeekedMessage message in read.Messages)
        {
            if (box.Holds(message) && IsChosen(message.Offset)
                && DeadLetter.Of(partition, message) is var letter && selection.Filter.Matches(letter))
                letters.Add(letter);
        }

        Pass(read);
        return letters;
    }

    private bool IsChosen(long one) => chosen[partition] is not { } offsets || Array.BinarySearch(offsets, one) >= 0;

    private void Pass(DeadLettersRead read)
    {
        if (read.Damaged is { } damaged)
            Damage ??= Problems.Damaged(partition, damaged.BaseOffset, damaged.End);
        Remaining -= chosen[partition]?.Count(one => one >= offset && one < read.NextOffset) ?? read.Messages.Count;
        offset = read.NextOffset;
        Skip();
        if (Next is null)
            Remaining = 0;
    }

    // To the next offset that is worth a look.
    private void Skip()
    {
        while (partition < box.Partitions)
        {
            if (chosen[partition] is { } offsets)
                offset = offsets.FirstOrDefault(one => one >= offset, long.MaxValue);
            if (offset < ends[partition])
                return;
            (partition, offset) = (partition + 1, 0);
        }
    }
}
