using ActorMQ.Fuzz.Tests.Batches;
using ActorMQ.Fuzz.Tests.Frames;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.TestKit;
using Google.Protobuf;

namespace ActorMQ.Fuzz.Tests.Conversations;

/// <summary>A true client beside the hostile ones: whatever they do, what it sends is stored.</summary>
internal static class Witness
{
    private static readonly byte[] Said = Say();

    /// <summary>Connects, sends a batch to a topic of its own, requires that it is stored, and goes.</summary>
    public static void Send(FuzzedNode node)
    {
        FedConnection connection = node.Transport.Accept();
        connection.Feed(node.Runtime, new SeededRandom(1), Said);
        node.Runtime.Advance(TimeSpan.FromMilliseconds(20));
        var answers = new Answers();
        answers.Read(connection.TakeOutput());
        Assert.Equal(1, answers.Counts.GetValueOrDefault(nameof(FrameType.SendReply)));
        connection.End();
    }

    private static byte[] Say()
    {
        FrameParts hello = Recording.ToNode.First(static frame => frame.Type == (byte)FrameType.Hello);
        var head = new Send { TopicId = 2, Partition = 0 };
        byte[] batch = BatchSeeds.Of(default, 0, 0, "here");
        var send = new FrameParts((byte)FrameType.Send, 2, head.ToByteArray(), batch);
        return [.. "ACTORMQ1"u8, .. hello.ToBytes(), .. send.ToBytes()];
    }
}
