using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Client.Tests;

/// <summary>
/// A node of the simplest kind that speaks the protocol: it stores in memory, deduplicates by producer, epoch and
/// sequence, delivers to one consumer at a time, and misbehaves as a script says.
/// </summary>
internal sealed class ScriptedNode
{
    private readonly Dictionary<FrameType, int> counts = [];
    private readonly Dictionary<(ProducerIdentity, int), (int Epoch, long Next)> producers = [];

    public ScriptedNode(ITransport transport, int partitions = 4)
    {
        Logs = [.. Enumerable.Range(0, partitions).Select(static _ => new List<StoredBatch>())];
        transport.Listen("node:1", () => new ScriptedConnection(this), out _);
    }

    public string Topic { get; init; } = "orders";

    public int TopicId { get; set; } = 7;

    public IReadOnlyList<List<StoredBatch>> Logs { get; }

    public ScriptedGroup Group { get; } = new();

    public HashSet<(int Partition, long Offset)> Settled => Group.Settled;

    public List<SettleRange> Extensions => Group.Extensions;

    public List<Settle> Settles => Group.Settles;

    public List<Subscribe> Subscribes => Group.Subscribes;

    public Dictionary<(int Partition, long Offset), int> Held => Group.Held;

    public List<uint> Drained => Group.Drained;

    public List<string> Violations { get; } = [];

    public List<ScriptedConnection> Connections { get; } = [];

    public int Drains => Group.Drains;

    public NodeScript Script { get; set; } = static (_, _) => NodeAnswer.Serve;

    /// <summary>Changes the bytes of a delivery on their way.</summary>
    public Action<byte[]>? Damage { get; set; }

    /// <summary>What a delivery of a first offset and a count says is selected; null: nothing.</summary>
    public Func<long, int, byte[]>? Selected { get; set; }

    public NodeAnswer Judge(FrameType type) => Script(type, counts[type] = Count(type) + 1);

    public int Count(FrameType type) => counts.GetValueOrDefault(type);

    public long NextOffset(int partition) =>
        Logs[partition].Count == 0 ? 0 : Logs[partition][^1].BaseOffset + Logs[partition][^1].Header.Count;

    /// <summary>Every body in order, partition after partition.</summary>
    public IEnumerable<(int Partition, long Offset, string Text)> Stored()
    {
        for (int partition = 0; partition < Logs.Count; partition++)
        {
            foreach (StoredBatch batch in Logs[partition])
            {
                BatchReader.TryOpen(batch.Bytes, out BatchReader reader);
                for (int index = 0; index < reader.Count; index++)
                    yield return (partition, batch.BaseOffset + index,
                        System.Text.Encoding.UTF8.GetString(reader.Body(index).Span));
            }
        }
    }

    /// <summary>Forgets every producer, as a node does with those that were idle for long.</summary>
    public void ForgetProducers() => producers.Clear();

    public SendReply Store(int partition, byte[] bytes)
    {
        if (RecordBatch.Verify(bytes) != BatchFault.None)
            return Refusal(ErrorCode.BadBatch);
        RecordBatch.TryReadHeader(bytes, out BatchHeader header);
        if (Find(partition, header) is { } known)
            return Repeat(known, bytes);
        bool isKnown = producers.TryGetValue((header.Producer, partition), out var seen);
        if (!isKnown && header.BaseSequence != 0)
            return Refusal(ErrorCode.UnknownProducer);
        if (isKnown && header.ProducerEpoch < seen.Epoch)
            return Refusal(ErrorCode.StaleProducerEpoch);
        if (isKnown && header.BaseSequence != (header.ProducerEpoch > seen.Epoch ? 0 : seen.Next))
            return Refusal(ErrorCode.SequenceGap);
        producers[(header.Producer, partition)] = (header.ProducerEpoch, header.BaseSequence + header.Count);
        var stored = new StoredBatch(NextOffset(partition), header, bytes);
        Logs[partition].Add(stored);
        foreach (ScriptedConnection connection in Connections)
            connection.Deliver(partition, stored);
        return new SendReply { BaseOffset = stored.BaseOffset };
    }

    private StoredBatch? Find(int partition, BatchHeader header) => Logs[partition].Find(one =>
        one.Header.Producer == header.Producer && one.Header.ProducerEpoch == header.ProducerEpoch
        && one.Header.BaseSequence == header.BaseSequence);

    private SendReply Repeat(StoredBatch known, byte[] bytes)
    {
        if (!known.Bytes.AsSpan().SequenceEqual(bytes))
            Violations.Add($"other bytes under sequence {known.Header.BaseSequence}");
        return new SendReply { BaseOffset = known.BaseOffset, Duplicate = true };
    }

    private static SendReply Refusal(ErrorCode code) =>
        new() { Status = SendStatus.Refused, Error = new Error { Code = code } };
}
