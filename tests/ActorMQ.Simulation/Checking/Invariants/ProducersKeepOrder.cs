using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I4: what one producer sends stands in each partition in the order of sending.</summary>
internal sealed class ProducersKeepOrder : IInvariant
{
    private readonly Dictionary<(int Producer, int Partition), SentMessage> last = [];
    private readonly Dictionary<(string Topic, string Key), StoreRecord> homes = [];

    /// <inheritdoc/>
    public string Id => "I4";

    /// <inheritdoc/>
    public string Says => "Per producer and partition the log has the order of sending; a key has one partition.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        // A second copy of a message is another invariant's business.
        if (e is not StoreRecord record || before.Sent(record.Message) is not { Stored: null } sent)
            return;
        Exercised++;
        var lane = (sent.Began.Producer, record.Partition);
        if (last.TryGetValue(lane, out var former) && former.Number > sent.Number)
            findings.Add(
                this,
                $"Partition {record.Partition} has message {record.Message} of producer {sent.Began.Producer} at "
                + $"offset {record.Offset}, behind message {former.Began.Message}, which was sent later.",
                sent.Began, former.Began, former.Stored, record);
        last[lane] = sent;
        if (sent.Began.Key is { } key)
            SeeKey((sent.Began.Topic, key), record, findings);
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private void SeeKey((string Topic, string Key) key, StoreRecord record, Findings findings)
    {
        if (!homes.TryAdd(key, record) && homes[key].Partition != record.Partition)
            findings.Add(
                this,
                $"Message {record.Message} with key {key.Key} is in partition {record.Partition}; the key's messages "
                + $"are in {homes[key].Partition}.",
                homes[key], record);
    }
}
