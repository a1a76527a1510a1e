using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ActorMQ.Fuzz.Tests.Engine;
using ActorMQ.Fuzz.Tests.Frames;
using ActorMQ.Fuzz.Tests.Mutations;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Framing;
using ActorMQ.Runtime;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Clients;

/// <summary>
/// A node that answers a client with frames that chance has changed, left out or repeated, until it turns honest. What
/// it says at one go is an input.
/// </summary>
internal sealed class HostileNode(ActorRuntime runtime, SeededRandom random, InputLog log) : ITransport
{
    // What the client may allocate for what it is told: so much at any rate, and so much for each byte.
    private const long AllocatedBytesBase = 4L << 20;
    private const long AllocatedBytesPerByte = 64;

    private readonly HonestAnswers honest = new(random);
    private readonly List<HostileConnection> connections = [];

    /// <summary>What its connections share: at the end of a round, none and no byte.</summary>
    public WireShared Shared { get; } = new(runtime, new TransportOptions());

    /// <summary>Whether it keeps to the protocol from here on.</summary>
    public bool IsHonest { get; private set; }

    public IDisposable Listen(string endpoint, Func<IFrameHandler> accept, out string bound) =>
        throw new NotSupportedException("Clients only connect.");

    public void Connect(string endpoint, IFrameHandler handler) => runtime.Schedule(new Turn(() =>
    {
        if (!IsHonest && random.Next(30) == 0)
        {
            handler.OnClosed(CloseReason.Refused);
            return;
        }

        var connection = new HostileConnection(Shared, handler, this);
        Assert.True(Shared.TryAdd(connection));
        connections.Add(connection);
        connection.Offer("ACTORMQ1"u8);
        connection.StartConnected();
    }));

    /// <summary>Ends all connections, as a node does that is started anew, and speaks the truth from here on.</summary>
    public void TurnHonest()
    {
        IsHonest = true;
        foreach (HostileConnection connection in connections)
            connection.Cut();
        connections.Clear();
    }

    /// <summary>The client has written something, which is answered in a step of its own.</summary>
    public void OnWritten(HostileConnection connection) => runtime.Schedule(new Turn(() => Answer(connection)));

    /// <summary>How many of so many bytes come at once.</summary>
    public int Cut(int count) => !IsHonest && random.Next(8) == 0 ? random.Next(1, count + 1) : count;

    private void Answer(HostileConnection connection)
    {
        var said = new List<byte>();
        foreach (FrameParts frame in Read(connection))
        {
            foreach (FrameParts answer in honest.To(frame))
                said.AddRange(IsHonest ? answer.ToBytes() : Spoil(answer));
        }

        if (!IsHonest)
            Spoil(connection, said);
        if (said.Count != 0)
            Say(connection, [.. said]);
    }

    private void Say(HostileConnection connection, byte[] said)
    {
        if (!IsHonest)
            log.Add(said);
        long before = GC.GetAllocatedBytesForCurrentThread();
        connection.Offer(said);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, AllocatedBytesBase + AllocatedBytesPerByte * said.Length);
        log.Count(connection.Closed.ToString());
    }

    private byte[] Spoil(FrameParts frame)
    {
        IReadOnlyList<FrameParts> seeds = Recording.ToClient;
        switch (random.Next(10))
        {
            case 0: return [];
            case 1: return [.. frame.ToBytes(), .. frame.ToBytes()];
            case < 6: frame = FrameMutator.Change(random, frame, seeds[random.Next(seeds.Count)]); break;
        }

        if (random.Next(40) == 0)
            frame = FrameMutator.ChangeHeader(random, frame);
        return frame.ToBytes();
    }

    // What nobody asked for, bytes that are no frames, and an end in the middle.
    private void Spoil(HostileConnection connection, List<byte> said)
    {
        IReadOnlyList<FrameParts> seeds = Recording.ToClient;
        if (random.Next(6) == 0)
        {
            FrameParts frame = seeds[random.Next(seeds.Count)];
            said.AddRange(FrameMutator.Change(random, frame, seeds[random.Next(seeds.Count)]).ToBytes());
        }

        if (random.Next(40) == 0)
        {
            byte[] changed = Havoc.Change(random, CollectionsMarshal.AsSpan(said), seeds[0].ToBytes());
            said.Clear();
            said.AddRange(changed);
        }

        if (random.Next(40) == 0)
            runtime.Schedule(new Turn(connection.Cut));
    }

    // The client's own frames are whole and right, whatever it was told.
    private static List<FrameParts> Read(HostileConnection connection)
    {
        var frames = new List<FrameParts>();
        Span<byte> bytes = CollectionsMarshal.AsSpan(connection.Output);
        if (bytes.StartsWith("ACTORMQ1"u8))
            bytes = bytes[8..];
        while (!bytes.IsEmpty)
        {
            int length = 4 + (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            int head = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
            uint correlation = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
            frames.Add(new FrameParts(
                bytes[4], correlation, bytes.Slice(12, head).ToArray(), bytes[(12 + head)..length].ToArray()));
            bytes = bytes[length..];
        }

        connection.Output.Clear();
        return frames;
    }
}
