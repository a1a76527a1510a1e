using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

public sealed class ReadingBack
{
    private const int Window = 2;
    private static readonly string[] Bodies = ["a", "b", "c", "d", "e", "f"];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void A_partition_that_has_to_read_first_takes_nothing_of_the_window(int unread, int fresh)
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 2);
        node.PutGroup("orders", "billing", Core.Groups.GroupPolicy.Default);
        Send(node, node.Connect(), topic, unread, 0);
        node.Restart();
        // What the partitions have to store of the group is stored with these.
        WireClient client = node.Connect();
        Send(node, client, topic, unread, Bodies.Length);
        Send(node, client, topic, fresh, 0);

        node.Runtime.LaneDelayMax = TimeSpan.FromMinutes(4);
        client.Subscribe("orders", "billing", Window);
        for (int turn = 0; turn < Bodies.Length / Window; turn++)
        {
            node.Runtime.Advance(TimeSpan.FromMilliseconds(100));
            Received[] given = [.. client.Deliveries.Skip(turn * Window)];
            Assert.Equal([fresh, fresh], given.Select(static one => one.Partition));
            foreach (Received delivery in given)
                client.Settle(delivery, SettleKind.Ack);
        }

        client.AcksAtOnce = true;
        node.Runtime.LaneDelayMax = TimeSpan.Zero;
        node.Until(() => client.Deliveries.Count == 3 * Bodies.Length);
    }

    private static void Send(SeededNode node, WireClient client, int topic, int partition, int offset)
    {
        ReadOnlyMemory<byte> batch = SeededNode.Batch(new ProducerIdentity(1, (ulong)partition), offset, Bodies);
        Assert.Equal(offset, node.Answer<SendReply>(client, client.Send(topic, partition, batch)).BaseOffset);
    }
}
