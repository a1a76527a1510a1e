using ActorMQ.Broker.Commit;
using ActorMQ.Journal;
using ActorMQ.Runtime;

namespace ActorMQ.Broker.Inspection;

/// <summary>A bounded look into the journal for somebody who is no actor.</summary>
internal sealed class LaneWork<T> : IRunnable
{
    private readonly NodeContext node;
    private readonly Func<IJournal, T> look;
    private readonly TaskCompletionSource<T> done;

    private LaneWork(NodeContext node, Func<IJournal, T> look)
    {
        this.node = node;
        this.look = look;
        done = new TaskCompletionSource<T>(node.Runtime.CompletionOptions);
    }

    /// <summary>Completes with what was seen.</summary>
    /// <exception cref="JournalRefusedException">The journal could not look.</exception>
    public static Task<T> RunAsync(NodeContext node, Func<IJournal, T> look)
    {
        var work = new LaneWork<T>(node, look);
        node.Runtime.RunBlocking(work, JournalLane.Name);
        return work.done.Task;
    }

    public void Run()
    {
        try
        {
            done.TrySetResult(look(node.Journal));
        }
        catch (JournalRefusedException reason)
        {
            done.TrySetException(reason);
        }
        catch (JournalFatalException reason)
        {
            node.EndIfFatal(reason);
            done.TrySetException(reason);
        }
    }
}
