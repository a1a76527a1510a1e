using ActorMQ.Fuzz.Tests.Batches;
using ActorMQ.Fuzz.Tests.Frames;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using ActorMQ.TestKit;
using Google.Protobuf;

namespace ActorMQ.Fuzz.Tests.Clients;

/// <summary>
/// What a node that keeps to the protocol says to each frame of a client: the seeds of what is mutated.
/// </summary>
internal sealed class HonestAnswers(SeededRandom random)
{
    private long nextOffset;
    private long subscription;

    /// <summary>The answers to one frame, and deliveries now and then.</summary>
    public IEnumerable<FrameParts> To(FrameParts frame) => (FrameType)frame.Type switch
    {
        FrameType.Hello => [Answer(frame, FrameType.Welcome, Welcome())],
        FrameType.Metadata => [Answer(frame, FrameType.MetadataReply, Topics(frame))],
        FrameType.Send => [Answer(frame, FrameType.SendReply, new SendReply { BaseOffset = nextOffset++ })],
        FrameType.Subscribe => [Answer(frame, FrameType.Subscribed, Subscribed()), .. Deliveries(random.Next(1, 4))],
        FrameType.Settle => [Answer(frame, FrameType.Settled, new Settled { Durable = true }), .. Deliveries(1)],
        FrameType.Unsubscribe => [Answer(frame, FrameType.Unsubscribed, new Unsubscribed())],
        _ => [],
    };

    private static FrameParts Answer(FrameParts asked, FrameType type, IMessage head) =>
        new((byte)type, asked.Correlation, head.ToByteArray(), []);

    private static Welcome Welcome() => new()
    {
        Protocol = ProtocolLimits.Version,
        NodeId = "node-1",
        Incarnation = 7,
        FrameBytesMax = ProtocolLimits.FrameBytesMax,
        HeartbeatMs = 10_000,
    };

    private static MetadataReply Topics(FrameParts asked)
    {
        var reply = new MetadataReply { NodeId = "node-1" };
        foreach (string name in MetadataRequest.Parser.ParseFrom(asked.Head).Topic)
            reply.Topic.Add(new TopicMetadata { Name = name, Id = 1, Partitions = 3 });
        return reply;
    }

    private Subscribed Subscribed() =>
        new() { SubscriptionId = ++subscription, GroupId = 1, TopicId = 1, Partitions = 3 };

    private IEnumerable<FrameParts> Deliveries(int count)
    {
        for (; count > 0; count--)
        {
            byte[] batch = BatchSeeds.All[random.Next(BatchSeeds.All.Count)];
            Assert.Equal(BatchFault.None, BatchReader.TryOpen(batch, out BatchReader reader));
            int first = random.Next(reader.First, reader.End);
            var head = new Deliver
            {
                SubscriptionId = subscription,
                Partition = random.Next(3),
                Tenure = 1,
                Attempt = random.Next(1, 3),
                BaseOffset = nextOffset,
                FirstOffset = nextOffset + first,
                Count = random.Next(1, reader.End - first + 1),
            };
            nextOffset += reader.Count;
            yield return new FrameParts((byte)FrameType.Deliver, 0, head.ToByteArray(), batch);
        }
    }
}
