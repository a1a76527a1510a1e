using ActorMQ.Actors;
using ActorMQ.Journal;
using ActorMQ.Runtime;
using Microsoft.Extensions.Logging;

namespace ActorMQ.Broker.Commit;

/// <summary>Stores the appends of all partitions of the node, one transaction at a time.</summary>
/// <remarks>
/// While one commit runs the next group collects: no timer, no linger. Runs on the journal's lane, so that a
/// partition's turn is one hop away from the disk. What an append leads to is its owner's affair: it gets the append
/// back.
/// </remarks>
internal sealed class GroupCommitter(
    IJournal journal, ActorRuntime runtime, StorageState storage, Action<Exception> onFatal, ILogger log) : IRunnable
{
    /// <summary>
    /// From one step of maintenance to the next: a file that is made smaller would keep the lane from its commits. A
    /// checkpoint alone waits for nothing: it takes the longer, the later it comes.
    /// </summary>
    public static readonly TimeSpan MaintenancePause = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly List<JournalAppend> rows = [];
    private List<PartitionAppend> waiting = [];
    private List<PartitionAppend> running = [];
    private bool isScheduled;
    private bool isMaintenanceAsked;

    // Of the lane's thread. A commit's outcomes are on their way, and in other hands, before it is looked at.
    private bool isMaintenanceDue;
    private bool wasRefused;
    private long maintainedAt;

    /// <summary>How fast reads may go beside the commits.</summary>
    public CatchUpPace CatchUp { get; } = new();

    /// <summary>Adds an append to the next group; the owner gets it back as a message, with its outcome.</summary>
    public void Submit(PartitionAppend append)
    {
        lock (gate)
        {
            waiting.Add(append);
            if (isScheduled)
                return;
            isScheduled = true;
        }

        runtime.RunBlocking(this, JournalLane.Name);
    }

    /// <summary>Has the journal look after itself, though nothing is to be stored.</summary>
    public void Maintain()
    {
        lock (gate)
        {
            isMaintenanceAsked = true;
            if (isScheduled)
                return;
            isScheduled = true;
        }

        runtime.RunBlocking(this, JournalLane.Name);
    }

    /// <summary>What the last commit left to do, and one commit. On the lane.</summary>
    public void Run()
    {
        try
        {
            if (TakeMaintenance())
                MaintainOnce(withSteps: true);
            else if (journal.IsCheckpointDue && !wasRefused)
                MaintainOnce(withSteps: false);
            CommitWaiting();
            Continue();
        }
        catch (JournalFatalException reason)
        {
            onFatal(reason);
        }
    }

    private bool TakeMaintenance()
    {
        lock (gate)
        {
            bool isAsked = isMaintenanceAsked;
            isMaintenanceAsked = false;
            return isAsked || (isMaintenanceDue && runtime.Time.GetElapsedTime(maintainedAt) >= MaintenancePause);
        }
    }

    private void CommitWaiting()
    {
        lock (gate)
        {
            (waiting, running) = (running, waiting);
            if (running.Count > 1 && runtime.Rarely("commit: one append in a group"))
                LeaveFrom(1);
            else if (running.Count > 2 && runtime.Rarely("commit: the last append waits"))
                LeaveFrom(running.Count - 1);
        }

        if (running.Count == 0)
            return;

        foreach (PartitionAppend append in running)
            rows.Add(append.Row);
        journal.Commit(rows);
        rows.Clear();
        // Before anybody hears that there is no room: he would try again.
        storage.Note(journal.IsFull);
        foreach (PartitionAppend append in running)
            GiveBack(append);
        running.Clear();
        isMaintenanceDue = journal.IsMaintenanceDue || runtime.Rarely("commit: maintain");
    }

    /// <summary>What is left stays ahead of what comes.</summary>
    private void LeaveFrom(int index)
    {
        waiting.AddRange(running[index..]);
        running.RemoveRange(index, running.Count - index);
    }

    private void MaintainOnce(bool withSteps)
    {
        // What is refused is tried again after a commit and a pause, and not at once.
        (isMaintenanceDue, wasRefused) = (false, false);
        try
        {
            isMaintenanceDue = withSteps ? journal.Maintain() : CheckpointOnce();
        }
        catch (JournalRefusedException reason)
        {
            wasRefused = true;
            // A full disk, say: commits tell their senders themselves.
            log.MaintenanceRefused(reason);
        }

        if (withSteps || wasRefused)
            maintainedAt = runtime.Time.GetTimestamp();
        storage.Note(journal.IsFull);
    }

    private bool CheckpointOnce()
    {
        journal.Checkpoint();
        return journal.IsMaintenanceDue;
    }

    private static void GiveBack(PartitionAppend append)
    {
        if (append.Owner.TryTellReserved(append) == TellResult.Accepted)
            return;
        // The owner is gone; nobody knows better than the journal what became of it.
        append.Refuse(Problems.NotOwner);
        append.Reset();
    }

    private void Continue()
    {
        lock (gate)
        {
            isScheduled = waiting.Count > 0 || isMaintenanceAsked;
            if (!isScheduled)
            {
                if (isMaintenanceDue)
                    storage.Maintenance?.TryTellReserved(MaintenanceActor.Due);
                return;
            }
        }

        runtime.RunBlocking(this, JournalLane.Name);
    }
}
