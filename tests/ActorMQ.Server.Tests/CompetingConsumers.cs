using System.Threading.Channels;
using ActorMQ.Client;

namespace ActorMQ.Server.Tests;

/// <summary>Consumers of one group beside each other.</summary>
public sealed class CompetingConsumers
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_consumers_of_a_quiet_partition_take_turns()
    {
        await using TestNode node = await TestNode.StartAsync();
        using (var admin = new ActorMQAdmin(node.Setup.HttpAddress))
            await admin.CreateTopicAsync("orders", partitions: 1, cancellation: Cancellation);
        await using ActorMQClient client =
            await ActorMQClient.ConnectAsync(node.Setup.Endpoint, cancellation: Cancellation);
        await using Producer producer = client.Producer("orders");
        await using Consumer first = client.Subscribe("orders", "billing");
        await using Consumer second = client.Subscribe("orders", "billing");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var taken = Channel.CreateUnbounded<int>();
        Task[] consuming =
        [
            ConsumeAsync(first, 0, taken.Writer, end.Token), ConsumeAsync(second, 1, taken.Writer, end.Token),
        ];

        int[] shares = [0, 0];
        for (int sent = 0; sent < 200; sent++)
        {
            await producer.SendAsync("one", Cancellation);
            shares[await taken.Reader.ReadAsync(Cancellation)]++;
        }

        await end.CancelAsync();
        await Task.WhenAll(consuming);
        // Neither is ever idle for long; who is told first may still lose the race to its partition.
        Assert.All(shares, share => Assert.InRange(share, 40, 160));
    }

    private static async Task ConsumeAsync(
        Consumer consumer, int number, ChannelWriter<int> taken, CancellationToken cancellation)
    {
        try
        {
            await foreach (Delivery delivery in consumer.ConsumeAsync(cancellation))
            {
                await delivery.AckAsync();
                await taken.WriteAsync(number, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return; // The end of the test.
        }
    }
}
