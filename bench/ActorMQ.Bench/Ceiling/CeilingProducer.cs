using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Bench.Ceiling;

/// <summary>The producing half of the load: packs message by message and keeps the window full.</summary>
internal sealed class CeilingProducer : IFrameHandler, IDisposable
{
    private readonly BatchBuilder builder = new(BenchLoad.BatchBytes);
    private readonly SlabPool pool = new(64 * 1024 * 1024);
    private readonly SemaphoreSlim room = new(0);
    private readonly ManualResetEventSlim opened = new();
    private readonly Send head = new() { TopicId = 1 };
    private readonly byte[] body;
    private readonly int batchMessages;
    private readonly int batchesMax;
    private readonly ProducerIdentity identity = new(1, 2);
    private FrameConnection connection = null!;
    private volatile bool isStopping;

    public CeilingProducer(BenchRequest request)
    {
        body = new byte[request.Size];
        Random.Shared.NextBytes(body);
        int share = request.Window / BenchLoad.Partitions;
        batchMessages = Math.Clamp(BenchLoad.BatchBytes / (request.Size + 4), 1, share);
        batchesMax = Math.Max(1, request.Window / batchMessages);
        room.Release(batchesMax);
    }

    public void OnOpened(FrameConnection connection)
    {
        this.connection = connection;
        connection.Establish(ProtocolLimits.FrameBytesMax);
        opened.Set();
    }

    public FrameFlow OnFrame(in InboundFrame frame)
    {
        if (frame.Type == FrameType.SendReply)
            room.Release();
        return FrameFlow.Continue;
    }

    public void OnWritable()
    {
    }

    public void OnClosed(CloseReason reason) => isStopping = true;

    public void Stop()
    {
        isStopping = true;
        room.Release();
    }

    /// <summary>Sends until it is stopped.</summary>
    public void Run()
    {
        opened.Wait();
        long sequence = 0;
        for (uint number = 1; !isStopping; number++)
        {
            room.Wait();
            Slab batch = Pack(sequence);
            sequence += batchMessages;
            head.Partition = (int)(number % BenchLoad.Partitions);
            var frame = new OutboundFrame(FrameType.Send, number, head, batch.Memory, batch);
            while (!isStopping && !connection.TrySend(frame))
                Thread.Yield();
        }
        connection.Close(CloseReason.Shutdown);
    }

    public void Dispose()
    {
        room.Dispose();
        opened.Dispose();
    }

    private Slab Pack(long sequence)
    {
        builder.Reset();
        for (int message = 0; message < batchMessages; message++)
            builder.TryAdd(body);
        return builder.Seal(new BatchStamp(identity, 0, sequence, 0, 0), pool);
    }
}
