using System.Globalization;
using System.Text;
using ActorMQ.Client;

namespace ActorMQ.Broker.Tests;

/// <summary>One producer and one consumer; remembers what was acknowledged and what came.</summary>
internal sealed class SendAndConsume(SeededNode node, int messages)
{
    private readonly List<SendReceipt> receipts = [];
    private readonly List<(int Partition, long Offset, int Number)> consumed = [];

    public async Task RunAsync()
    {
        await using ActorMQClient client =
            await ActorMQClient.ConnectOverAsync(node.Runtime, node.Transport, SeededNode.Endpoint);
        await using Producer producer = client.Producer("orders");
        await using Consumer consumer = client.Subscribe("orders", "billing");
        Task consuming = ConsumeAsync(consumer);
        var sends = new List<Task<SendReceipt>>();
        for (int number = 0; number < messages; number++)
            sends.Add(producer.SendAsync(Encoding.UTF8.GetBytes($"{number}")).AsTask());
        receipts.AddRange(await Task.WhenAll(sends));
        await consuming;
    }

    public void Check()
    {
        Assert.Equal(messages, receipts.Select(receipt => (receipt.Partition, receipt.Offset)).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, messages), consumed.Select(one => one.Number).Distinct().Order());
        foreach (var record in consumed.GroupBy(one => (one.Partition, one.Offset)))
            Assert.Single(record.Select(one => one.Number).Distinct());
        for (int number = 0; number < messages; number++)
            Assert.Contains((receipts[number].Partition, receipts[number].Offset, number), consumed);
    }

    private async Task ConsumeAsync(Consumer consumer)
    {
        var numbers = new HashSet<int>();
        await foreach (Delivery delivery in consumer.ConsumeAsync())
        {
            int number = int.Parse(delivery.Text, CultureInfo.InvariantCulture);
            consumed.Add((delivery.Partition, delivery.Offset, number));
            numbers.Add(number);
            await delivery.AckAsync();
            if (numbers.Count == messages)
                break;
        }

        await consumer.FlushAsync();
    }
}
