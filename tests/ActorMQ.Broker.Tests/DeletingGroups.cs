using ActorMQ.Journal;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

/// <summary>A group is deleted with all that it has, whatever that is, and whenever the node was killed.</summary>
public sealed class DeletingGroups
{
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Fact]
    public void Its_consumers_are_sent_away_and_make_it_anew()
    {
        var (node, client) = Busy(seed: 1);
        node.Runtime.Run(async () => Assert.True((await node.Node.DeleteGroupAsync("orders", "billing")).IsOk));
        node.Until(() => client.Closed != CloseReason.None);
        Assert.Contains(client.Errors, static error => error.Code == ErrorCode.ShuttingDown);
        Assert.Empty(node.Describe("orders").Groups);
        Assert.All(node.Describe("orders").Partitions, static one => Assert.Empty(one.Groups));

        WireClient again = node.Connect();
        again.AcksAtOnce = true;
        again.Subscribe("orders", "billing");
        node.Until(() => again.Deliveries.Count == 20);
        Assert.All(again.Deliveries, static one => Assert.Equal(1, one.Attempt));
    }

    [Fact]
    public void A_kill_at_any_moment_leaves_it_there_or_gone()
    {
        (int There, int Gone) found = default;
        for (ulong seed = 1; seed <= 60; seed++)
        {
            var (node, _) = Busy(seed);
            Random chance = node.Runtime.Random("kills");
            node.Runtime.Run(async () =>
            {
                // Nobody waits for the answer: the node is killed meanwhile.
                _ = node.Node.DeleteGroupAsync("orders", "billing", CancellationToken.None);
                await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(3)), node.Runtime.Time);
            });
            node.Kill();
            node.Journal.Faults = null;
            bool isThere = node.Journal.ReadCatalogue().Groups.Any(static one => one.Name == "billing");
            found = isThere ? found with { There = found.There + 1 } : found with { Gone = found.Gone + 1 };
            int groups = isThere ? 1 : 0;
            Assert.All(node.Describe("orders").Partitions, one => Assert.Equal(groups, one.Groups.Count));
            WireClient rest = node.Connect();
            rest.AcksAtOnce = true;
            rest.Subscribe("orders", "billing");
            node.Until(() => node.Describe("orders").Partitions.Sum(
                static one => one.Groups.Count == 1 ? one.Groups[0].Lag : 1) == 0);
            Assert.True(isThere || rest.Deliveries.Count == 20, $"seed {seed}: {rest.Deliveries.Count}");
        }

        Assert.NotEqual(0, found.Gone);
    }

    // Some is out, some waits for its backoff, and some on its way to the dead letters, which find no room.
    private static (SeededNode Node, WireClient Client) Busy(ulong seed)
    {
        var node = new SeededNode(seed);
        node.Start();
        int topic = node.CreateTopic("orders", 2);
        WireClient client = node.Connect();
        for (int number = 0; number < 20; number++)
        {
            ReadOnlyMemory<byte> batch = SeededNode.Batch(Producer, number / 2, $"{number}");
            node.Answer<SendReply>(client, client.Send(topic, number % 2, batch));
        }

        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == 20);
        node.Journal.Faults = new Without(topic);
        foreach (Received one in client.Deliveries.Take(5))
            client.Reject(one, "no");
        foreach (Received one in client.Deliveries.Skip(5).Take(5))
            client.Nack(one, delayMs: 60_000);
        foreach (Received one in client.Deliveries.Skip(10).Take(3))
            client.Nack(one, delayMs: null);
        node.Runtime.Advance(TimeSpan.FromMilliseconds(300));
        return (node, client);
    }

    /// <summary>Appends of other topics are not stored.</summary>
    private sealed class Without(int topic) : IAppendFaults
    {
        public AppendFault Next(JournalAppend append) =>
            append.Partition.Topic == topic ? AppendFault.None : AppendFault.Busy;
    }
}
