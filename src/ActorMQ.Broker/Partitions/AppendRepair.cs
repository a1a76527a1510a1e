using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Journal;
using ActorMQ.Records;

namespace ActorMQ.Broker.Partitions;

/// <summary>What a partition does about appends that were not stored, once all that were under way are back.</summary>
internal sealed class AppendRepair(
    NodeContext node, PartitionRight right, AppendPipeline appends, IActorContext context)
{
    /// <summary>Another append has come back; acts when it was the last one.</summary>
    public void Continue()
    {
        switch (appends.Trouble)
        {
            case AppendOutcome.Stored:
                break;
            case AppendOutcome.Busy:
                appends.Resend();
                break;
            case AppendOutcome.Unknown when !Mutants.UnknownIsRefused:
                Reacquire();
                break;
            case AppendOutcome.Fenced:
                Stop(Problems.NotOwner);
                break;
            default:
                Stop(Problems.StoreRejected(appends.TroubleReason));
                break;
        }
    }

    /// <summary>Takes over the right that was renewed; false: the journal cannot be compared with yet.</summary>
    public bool TryOwn(Reacquired reacquired, out AcquiredPartition row)
    {
        row = reacquired.Row ?? default;
        if (reacquired.Row is null)
        {
            // Another owner has the partition: the journal's sequence counts his appends too.
            Stop(Problems.NotOwner);
            return false;
        }

        appends.Own(row.Ownership, row.Sequence);
        if (!node.Runtime.Rarely("repair: fence again"))
            return true;
        Reacquire();
        return false;
    }

    /// <summary>
    /// The journal has said what it holds: what is left was never stored, and goes again under the new right.
    /// </summary>
    public void Resume(in AcquiredPartition row)
    {
        if (appends.HasFailed && appends.FailedSequence != row.Sequence)
            Stop(Problems.StoreUnavailable);
        else if (appends.HasFailed)
            appends.Resend();
    }

    private void Reacquire()
    {
        Guid nonce = node.Runtime.NewId();
        context.LookInJournal(() => new Reacquired(right.Renew(node.Journal, nonce)));
    }

    /// <summary>
    /// The state in memory is ahead of the journal, or not ours: another actor starts from the journal.
    /// </summary>
    private void Stop(in Problem problem)
    {
        appends.RefuseAll(problem);
        context.Stop(context.Self);
    }
}
