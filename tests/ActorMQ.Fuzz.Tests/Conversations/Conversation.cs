using ActorMQ.Fuzz.Tests.Batches;
using ActorMQ.Fuzz.Tests.Frames;
using ActorMQ.Fuzz.Tests.Mutations;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.TestKit;
using Google.Protobuf;

namespace ActorMQ.Fuzz.Tests.Conversations;

/// <summary>
/// One hostile client: it greets, most often as it should, and then says what chance makes of frames.
/// </summary>
internal sealed class Conversation
{
    private static readonly byte[] Magic = [.. "ACTORMQ1"u8];
    private static readonly string[] Groups = ["billing", "shipping"];
    private readonly FuzzedNode node;
    private readonly SeededRandom random;
    private readonly FedConnection connection;
    private readonly List<byte> given = [];

    public Conversation(FuzzedNode node, SeededRandom random)
    {
        this.node = node;
        this.random = random;
        connection = node.Transport.Accept();
        Give(Magic);
        FrameParts hello = Recording.ToNode.First(static frame => frame.Type == (byte)FrameType.Hello);
        Give((random.Next(20) == 0 ? FrameMutator.Change(random, hello, Any()) : hello).ToBytes());
        if (random.Next(3) != 0)
            Give(Subscribe().ToBytes());
    }

    /// <summary>What the node has answered.</summary>
    public Answers Answers { get; } = new();

    /// <summary>All bytes so far.</summary>
    public byte[] Given => [.. given];

    /// <summary>Bytes that the node has allocated for what was given.</summary>
    public long Allocated { get; private set; }

    public bool IsOver => connection.IsDisconnected;

    /// <summary>Why the node ended it; none while it has not.</summary>
    public CloseReason Closed => connection.Closed;

    /// <summary>Gives one frame, or what is left of it.</summary>
    public void Say()
    {
        FrameParts frame = Next();
        byte[] bytes = frame.ToBytes();
        Give(random.Next(60) == 0 ? Havoc.Change(random, bytes, Any().ToBytes()) : bytes);
    }

    /// <summary>Goes without a word.</summary>
    public void Leave()
    {
        connection.End();
        node.Runtime.RunReady();
        Listen();
    }

    private void Give(byte[] bytes)
    {
        given.AddRange(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        connection.Feed(node.Runtime, random, bytes);
        Allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        Listen();
    }

    private void Listen()
    {
        Answers.Read(connection.TakeOutput());
        if (connection.IsDisconnected && connection.Closed != CloseReason.PeerClosed)
            Answers.RequireWhole();
    }

    private FrameParts Next()
    {
        FrameParts frame = random.Next(6) switch
        {
            0 => Send(),
            < 3 when Answers.Deliveries.Count != 0 => Settle(),
            _ => Any(),
        };
        if (random.Next(2) == 0)
            frame = FrameMutator.Change(random, frame, Any());
        return random.Next(40) == 0 ? FrameMutator.ChangeHeader(random, frame) : frame;
    }

    // A batch of any shape, which most often is stored.
    private FrameParts Send()
    {
        var head = new Send { TopicId = 1, Partition = random.Next(3) };
        byte[] batch = BatchSeeds.All[random.Next(BatchSeeds.All.Count)];
        return new FrameParts((byte)FrameType.Send, (uint)given.Count, head.ToByteArray(), batch);
    }

    // What a true client would say of a delivery: the start of states that only a true client reaches.
    private FrameParts Settle()
    {
        Deliver delivery = Answers.Deliveries[random.Next(Answers.Deliveries.Count)];
        var settle = new Settle
        {
            SubscriptionId = delivery.SubscriptionId,
            Partition = delivery.Partition,
            Tenure = delivery.Tenure,
            WantReply = random.Next(2) == 0,
            Urgent = random.Next(2) == 0,
        };
        for (int left = random.Next(1, 4); left > 0; left--)
        {
            int first = random.Next(delivery.Count);
            settle.Range.Add(new SettleRange
            {
                First = delivery.FirstOffset + first,
                Count = random.Next(1, delivery.Count - first + 1),
                Attempt = delivery.Attempt,
                Kind = (SettleKind)random.Next(3),
            });
        }

        return new FrameParts((byte)FrameType.Settle, (uint)given.Count, settle.ToByteArray(), []);
    }

    private FrameParts Any() => Recording.ToNode[random.Next(Recording.ToNode.Count)];

    private FrameParts Subscribe()
    {
        var head = new Subscribe
        {
            Topic = "orders",
            Group = Groups[random.Next(Groups.Length)],
            ConsumerId = random.Next(1, 5),
            WindowMessages = random.Next(1, 200),
            WindowBytes = random.Next(1, 200_000),
        };
        return new FrameParts((byte)FrameType.Subscribe, 2, head.ToByteArray(), []);
    }
}
