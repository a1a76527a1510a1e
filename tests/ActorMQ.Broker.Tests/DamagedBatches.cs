using ActorMQ.Actors;
using ActorMQ.Broker.Inspection;
using ActorMQ.Journal;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

/// <summary>A stored batch that fails its check when it is read back.</summary>
public sealed class DamagedBatches
{
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Fact]
    public void Its_records_wait_and_the_others_go_on()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            SeededNode node = WithThree(seed);
            node.Journal.Damaged.Add(2);
            WireClient client = node.Connect();
            client.Subscribe("orders", "billing", ackWaitMs: 600_000);
            node.Until(() => client.Deliveries.Count == 4);
            node.Runtime.Advance(TimeSpan.FromMinutes(5));
            Assert.Equal(["a", "b", "e", "f"], client.Deliveries.Select(static one => one.Body));

            node.Journal.Damaged.Clear();
            node.Until(() => client.Deliveries.Count == 6);
            Assert.Equal([("c", 1), ("d", 1)], client.Deliveries.Skip(4).Select(static one => (one.Body, one.Attempt)));
            Assert.Single(client.Deliveries.Select(static one => one.Tenure).Distinct());
        }
    }

    [Fact]
    public void A_partition_of_which_all_is_damaged_stays_open_for_senders()
    {
        SeededNode node = WithThree(seed: 1);
        node.Journal.Damaged.UnionWith([0, 2, 4]);
        WireClient client = node.Connect();
        client.Subscribe("orders", "billing");
        node.Runtime.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(client.Deliveries);
        int topic = node.Describe("orders").Summary.Id;
        ReadOnlyMemory<byte> more = SeededNode.Batch(new ProducerIdentity(3, 4), 0, "g");
        Assert.Equal(6, node.Answer<SendReply>(client, client.Send(topic, 0, more)).BaseOffset);
        node.Until(() => client.Deliveries.Count == 1);
        Assert.Equal(7, node.Describe("orders").Partitions.Single().Groups.Single().Lag);
    }

    [Fact]
    public void A_look_at_it_is_not_answered_and_does_not_end_the_partition()
    {
        SeededNode node = WithThree(seed: 1);
        WireClient client = node.Connect();
        client.Subscribe("orders", "billing", ackWaitMs: 600_000);
        node.Until(() => client.Deliveries.Count == 6);
        node.Journal.Spoiled.Add(2);
        var request = new PeekRequest(StartPoint.At(2), 10);
        Assert.ThrowsAny<AskException>(() => node.Runtime.Run(async () =>
            await node.Node.Inspection.PeekAsync("orders", request)));

        Received last = client.Deliveries[^1];
        Assert.Equal(
            0, node.Answer<Settled>(client, client.Settle(last, WireClient.RangeOf(last, SettleKind.Ack))).StaleCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_move_out_of_it_waits_and_does_not_end_the_partition(bool isRowDamaged)
    {
        SeededNode node = WithThree(seed: 1);
        WireClient before = node.Connect();
        before.Subscribe("orders", "billing");
        node.Until(() => before.Deliveries.Count == 6);
        node.Journal.Faults = new Without(node.Describe("orders").Summary.Id);
        node.Answer<Settled>(before, before.Reject(before.Deliveries[0], "no"));
        (isRowDamaged ? node.Journal.Damaged : node.Journal.Spoiled).Add(0);
        node.Kill();
        node.Journal.Faults = null;

        WireClient client = node.Connect();
        client.Subscribe("orders", "billing", ackWaitMs: 600_000);
        node.Until(() => client.Deliveries.Count == 4);
        node.Runtime.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, MovesOf(node));
        Received last = client.Deliveries[^1];
        Assert.Equal(
            0, node.Answer<Settled>(client, client.Settle(last, WireClient.RangeOf(last, SettleKind.Ack))).StaleCount);

        node.Journal.Damaged.Clear();
        node.Journal.Spoiled.Clear();
        node.Until(() => MovesOf(node) == 0);
        Assert.Equal(1, node.Describe("dlq.orders.billing").Partitions.Single().NextOffset);
    }

    private static int MovesOf(SeededNode node) =>
        node.Describe("orders").Partitions.Single().Groups.Single().Moves;

    private static SeededNode WithThree(ulong seed)
    {
        var node = new SeededNode(seed, new BrokerOptions { CacheBytesMax = 1 });
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        foreach ((int sequence, string[] bodies) in
            ((int, string[])[])[(0, ["a", "b"]), (2, ["c", "d"]), (4, ["e", "f"])])
            node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, sequence, bodies)));
        client.Connection.Close(Protocol.CloseReason.Shutdown);
        node.Restart();
        return node;
    }

    /// <summary>Appends of other topics are not stored.</summary>
    private sealed class Without(int topic) : IAppendFaults
    {
        public AppendFault Next(JournalAppend append) =>
            append.Partition.Topic == topic ? AppendFault.None : AppendFault.Busy;
    }
}
