using ActorMQ.Journal.Sqlite;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using ActorMQ.Runtime;

namespace ActorMQ.Bench.Ceiling;

/// <summary>
/// The least that a durable queue does: one receive turn checks, one lane stores everything that waits as one group, then
/// answers and passes on. No decisions, no dedup, no groups.
/// </summary>
internal sealed class CeilingNode : IRunnable, IDisposable
{
    private const string Lane = "commit";

    private readonly Lock gate = new();
    private readonly ActorRuntime runtime;
    private readonly SqliteJournal journal;
    private readonly TcpTransport transport;
    private readonly CeilingGroup group;
    private readonly SendReply reply = new();
    private readonly Deliver deliver = new();
    private readonly long[] settled = new long[BenchLoad.Partitions];
    private readonly string file;
    private List<CeilingBatch> waiting = [];
    private bool isCommitting;
    private CeilingConnection? consumer;

    public CeilingNode(ActorRuntime runtime, string directory)
    {
        this.runtime = runtime;
        file = Path.Combine(directory, $"ceiling-{Environment.ProcessId}.db");
        journal = SqliteJournal.Open(file);
        group = new CeilingGroup(journal);
        transport = new TcpTransport(runtime);
        transport.Listen("127.0.0.1:0", () => new CeilingConnection(this), out string bound);
        Endpoint = bound;
    }

    public string Endpoint { get; }

    public SlabPool Pool { get; } = new(256 * 1024 * 1024);

    public void Subscribe(CeilingConnection connection) => consumer = connection;

    public void Unsubscribe(CeilingConnection connection)
    {
        if (consumer == connection)
            consumer = null;
    }

    public void Append(in CeilingBatch batch)
    {
        lock (gate)
            waiting.Add(batch);
    }

    public void Settled(int partition, long below) => Volatile.Write(ref settled[partition], below);

    public void RequestCommit()
    {
        lock (gate)
        {
            if (isCommitting || waiting.Count == 0)
                return;
            isCommitting = true;
        }
        runtime.RunBlocking(this, Lane);
    }

    /// <summary>Commits until nothing waits. Runs on the lane.</summary>
    public void Run()
    {
        List<CeilingBatch> batches = [];
        while (true)
        {
            lock (gate)
            {
                isCommitting = waiting.Count != 0;
                if (!isCommitting)
                    return;
                (batches, waiting) = (waiting, batches);
            }
            Commit(batches);
            batches.Clear();
            journal.Maintain();
        }
    }

    public void Dispose()
    {
        transport.Dispose();
        journal.Dispose();
        File.Delete(file);
        File.Delete(file + "-wal");
    }

    private void Commit(List<CeilingBatch> batches)
    {
        List<long> offsets = group.Commit(batches, settled);
        for (int index = 0; index < batches.Count; index++)
            PassOn(batches[index], offsets[index]);
    }

    private void PassOn(in CeilingBatch batch, long offset)
    {
        reply.BaseOffset = offset;
        batch.From.Send(new OutboundFrame(FrameType.SendReply, batch.Correlation, reply));
        if (consumer is not { } target)
        {
            batch.Bytes.Release();
            return;
        }
        deliver.Partition = batch.Partition;
        deliver.BaseOffset = offset;
        deliver.FirstOffset = offset;
        deliver.Count = batch.Count;
        target.Send(new OutboundFrame(FrameType.Deliver, 0, deliver, batch.Bytes.Memory, batch.Bytes));
    }
}
