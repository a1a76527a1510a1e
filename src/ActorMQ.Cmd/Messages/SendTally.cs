using ActorMQ.Client;

namespace ActorMQ.Cmd.Messages;

/// <summary>Adds up receipts by partition: as small as the topic has partitions, however much is sent.</summary>
internal sealed class SendTally(string topic)
{
    private readonly SortedDictionary<int, SentPartition> partitions = [];

    public void Add(SendReceipt receipt) =>
        partitions[receipt.Partition] = partitions.TryGetValue(receipt.Partition, out SentPartition? so)
            ? so with
            {
                Messages = so.Messages + 1,
                FirstOffset = Math.Min(so.FirstOffset, receipt.Offset),
                LastOffset = Math.Max(so.LastOffset, receipt.Offset),
            }
            : new SentPartition(receipt.Partition, 1, receipt.Offset, receipt.Offset);

    public SendSummary Summary() =>
        new(topic, partitions.Values.Sum(static partition => partition.Messages), [.. partitions.Values]);
}
