namespace ActorMQ.Cmd.Verify;

/// <summary>What became of each message: sent by one loop, received by another. Thread-safe.</summary>
internal sealed class VerifyLedger
{
    private readonly VerifyPlan plan;
    private readonly Lock gate = new();

    // For each message: what is known of it, and the offset at which it was seen first, or -1.
    private readonly Fate[] fates;
    private readonly long[] offsets;

    // For each key: its partition, or -1, and the highest offset that was delivered.
    private readonly int[] partitions;
    private readonly long[] newest;
    private readonly SortedDictionary<int, VerifyCounts> counts = [];
    private int missing;

    public VerifyLedger(VerifyPlan plan)
    {
        this.plan = plan;
        fates = new Fate[plan.Count];
        offsets = new long[plan.Count];
        partitions = new int[plan.Keys];
        newest = new long[plan.Keys];
        Array.Fill(offsets, -1);
        Array.Fill(partitions, -1);
        Array.Fill(newest, -1);
    }

    /// <summary>Acknowledged messages that have not arrived.</summary>
    public int Missing
    {
        get
        {
            lock (gate)
                return missing;
        }
    }

    /// <summary>Deliveries of messages that are not of the plan.</summary>
    public long Foreign { get; private set; }

    /// <summary>Messages whose send failed, stored or not.</summary>
    public int Failed { get; private set; }

    /// <summary>A send has completed.</summary>
    public void Acknowledged(int number, int partition, long offset)
    {
        lock (gate)
        {
            CountsAt(number, partition).Acknowledged++;
            fates[number] |= Fate.Acknowledged;
            if (!fates[number].HasFlag(Fate.Delivered))
                missing++;
            else if (offsets[number] != offset)
                counts[partition].Duplicated++;
            else
                return;
            offsets[number] = offset;
        }
    }

    /// <summary>A send has failed: the message may arrive, or not.</summary>
    public void FailedToSend()
    {
        lock (gate)
            Failed++;
    }

    /// <summary>A delivery has come; its number is of the plan.</summary>
    /// <param name="number">Which message it says it is.</param>
    /// <param name="partition">Where it was.</param>
    /// <param name="offset">At which offset.</param>
    /// <param name="isWhole">Whether its key and its bytes are those that were sent.</param>
    public void Delivered(int number, int partition, long offset, bool isWhole)
    {
        lock (gate)
        {
            VerifyCounts at = CountsAt(number, partition);
            if (!isWhole)
                at.Corrupt++;
            else if (offsets[number] >= 0 && offsets[number] != offset)
                at.Duplicated++;
            else if (fates[number].HasFlag(Fate.Delivered))
                at.Redelivered++;
            else
                NoteFirst(number, offset, at);
        }
    }

    /// <summary>A delivery of something else has come.</summary>
    public void DeliveredForeign()
    {
        lock (gate)
            Foreign++;
    }

    /// <summary>What is known now, by partition.</summary>
    public IReadOnlyList<VerifyRow> Rows()
    {
        lock (gate)
        {
            var lost = new Dictionary<int, int>();
            for (int number = 0; number < fates.Length; number++)
            {
                if (fates[number] == Fate.Acknowledged)
                    lost[PartitionOf(number)] = lost.GetValueOrDefault(PartitionOf(number)) + 1;
            }

            return [.. counts.Select(pair => pair.Value.ToRow(pair.Key, lost.GetValueOrDefault(pair.Key)))];
        }
    }

    private void NoteFirst(int number, long offset, VerifyCounts at)
    {
        at.Delivered++;
        if (fates[number].HasFlag(Fate.Acknowledged))
            missing--;
        fates[number] |= Fate.Delivered;
        offsets[number] = offset;
        int key = number % plan.Keys;
        if (offset < newest[key])
            at.Reordered++;
        newest[key] = Math.Max(newest[key], offset);
    }

    private int PartitionOf(int number) => partitions[number % plan.Keys];

    private VerifyCounts CountsAt(int number, int partition)
    {
        partitions[number % plan.Keys] = partition;
        if (!counts.TryGetValue(partition, out VerifyCounts? at))
            counts.Add(partition, at = new VerifyCounts());
        return at;
    }

    [Flags]
    private enum Fate : byte
    {
        Acknowledged = 1,
        Delivered = 2,
    }
}
