using ActorMQ.Journal.Sqlite;
using ActorMQ.Protocol;
using ActorMQ.Records;
using ActorMQ.Runtime;

namespace ActorMQ.Bench.Ceiling;

/// <summary>
/// The least that a durable queue does: a receive turn checks, a lane stores everything that waits as one group, then
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
    private readonly CeilingDispatch dispatch = new();
    private readonly long[] settled = new long[BenchLoad.Partitions];
    private readonly CeilingEnd end;
    private List<CeilingBatch> waiting = [];
    private bool isCommitting;

    public CeilingNode(ActorRuntime runtime, string directory)
    {
        this.runtime = runtime;
        string file = Path.Combine(directory, $"ceiling-{Environment.ProcessId}.db");
        journal = SqliteJournal.Open(file);
        end = new CeilingEnd(journal, file);
        group = new CeilingGroup(journal);
        transport = new TcpTransport(runtime);
        transport.Listen("127.0.0.1:0", () => new CeilingConnection(this), out string bound);
        Endpoint = bound;
    }

    public string Endpoint { get; }

    public SlabPool Pool { get; } = new(256 * 1024 * 1024);

    public void Subscribe(CeilingConnection connection) => dispatch.Consumer = connection;

    public void Unsubscribe(CeilingConnection connection)
    {
        if (dispatch.Consumer == connection)
            dispatch.Consumer = null;
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
            if (isCommitting || waiting.Count == 0 || end.HasBegun)
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
                isCommitting = waiting.Count != 0 && !end.HasBegun;
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
        end.Await(runtime, Lane);
    }

    private void Commit(List<CeilingBatch> batches)
    {
        List<long> offsets = group.Commit(batches, settled);
        for (int index = 0; index < batches.Count; index++)
            dispatch.PassOn(batches[index], offsets[index]);
    }
}
