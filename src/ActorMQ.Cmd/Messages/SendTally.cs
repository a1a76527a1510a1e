using ActorMQ.Client;

namespace ActorMQ.Cmd.Messages;

/// <summary>Adds up receipts by partition: as small as the topic has partitions, however much is sent.</summary>
internal sealed class SendTally(string topic)
{
    private readonly SortedDictionary<int, SentPartition> partitions = [];

    private long messages;

    /// <summary>How many so far; read from any thread.</summary>
    public long Messages => Volatile.Read(ref messages);

    public void Add(SendReceipt receipt)
    {
        Volatile.Write(ref messages, messages + 1);
        partitions[receipt.Partition] = partitions.TryGetValue(receipt.Partition, out SentPartition? so)
            ? so with
            {
                Messages = so.Messages + 1,
                FirstOffset = Math.Min(so.FirstOffset, receipt.Offset),
                LastOffset = Math.Max(so.LastOffset, receipt.Offset),
            }
            : new SentPartition(receipt.Partition, 1, receipt.Offset, receipt.Offset);
    }

    public SendSummary Summary() =>
        new(topic, messages, [.. partitions.Values]);
}
