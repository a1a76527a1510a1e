using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>
/// The ends of the ack waits, and of the time that lost consumers have to come back. They are of this process's
/// monotonic clock; after a recovery nothing is out.
/// </summary>
internal sealed class GroupDeadlines(Group group)
{
    private readonly ConsumerLosses _losses = new(group);

    // Not after the earliest deadline of any lease.
    private long _nextMs = long.MaxValue;

    /// <summary>When something may be due; <see cref="long.MaxValue"/> when nothing is out.</summary>
    public long NextMs => Leases.Count == 0 ? long.MaxValue : _nextMs;

    private LeaseTable Leases => group.Ledger.Leases;

    /// <summary>Notes the deadline of a lease.</summary>
    public void Note(long deadlineMs) => _nextMs = Math.Min(_nextMs, deadlineMs);

    /// <summary>A noted deadline so long from a time.</summary>
    public long From(Now now, int waitMs)
    {
        Note(now.MonotonicMs + waitMs);
        return now.MonotonicMs + waitMs;
    }

    /// <summary>
    /// Takes back what is due; answers how many records. What consumers lose that are there is added to
    /// <paramref name="lost"/>.
    /// </summary>
    public int ExpireDue(Now now, List<LostLock>? lost)
    {
        if (now.MonotonicMs < NextMs)
            return 0;
        var before = group.InFlight;
        _nextMs = long.MaxValue;
        _losses.Begin();
        for (var index = Leases.Start; index < Leases.End; index++)
        {
            var lease = Leases[index];
            if (lease.IsDead)
                continue;
            if (lease.DeadlineMs <= now.MonotonicMs)
                Expire(lease, now, lost);
            else
                Note(lease.DeadlineMs);
        }

        return before - group.InFlight;
    }

    /// <summary>Keeps what a lost consumer has for a while; answers how many records.</summary>
    public int Suspend(long consumer, Now now, int graceMs)
    {
        var (suspended, deadlineMs) = (0, From(now, graceMs));
        for (var index = Leases.Start; index < Leases.End; index++)
        {
            ref var lease = ref Leases[index];
            if (lease.Consumer != consumer || lease.IsDead)
                continue;
            (lease.IsSuspended, lease.DeadlineMs) = (true, Mutants.SuspendsForever ? long.MaxValue : deadlineMs);
            suspended += lease.Outstanding;
        }

        return suspended;
    }

    /// <summary>Gives a consumer that came back time to claim what was kept; answers how many records.</summary>
    public int Resume(long consumer, Now now, int graceMs)
    {
        var (kept, deadlineMs) = (0, From(now, graceMs));
        for (var index = Leases.Start; index < Leases.End; index++)
        {
            ref var lease = ref Leases[index];
            if (lease.Consumer != consumer || lease.IsDead || !lease.IsSuspended)
                continue;
            lease.DeadlineMs = deadlineMs;
            kept += lease.Outstanding;
        }

        return kept;
    }

    /// <summary>Gives back what a consumer that came back has not claimed; answers how many records.</summary>
    public int ReleaseUnclaimed(long consumer)
    {
        var released = 0;
        for (var index = Leases.Start; index < Leases.End; index++)
        {
            var lease = Leases[index];
            if (lease.Consumer == consumer && (lease.IsSuspended || Mutants.ReleasesClaims))
                released += group.Returns.GiveBack(lease.First, lease.End);
        }

        return released;
    }

    /// <summary>Counts what consumers had at work: of one, or of all. The rest of it stays out.</summary>
    public void Judge(long? consumer, Now now)
    {
        _losses.Begin();
        for (var index = Leases.Start; index < Leases.End; index++)
        {
            var lease = Leases[index];
            if (!lease.IsDead && (consumer is null || lease.Consumer == consumer))
                _losses.Judge(lease, now);
        }
    }

    /// <summary>Counts what lost consumers that are not back had at work. The rest of it stays out.</summary>
    public void JudgeSuspended(Now now)
    {
        _losses.Begin();
        for (var index = Leases.Start; index < Leases.End; index++)
        {
            var lease = Leases[index];
            if (!lease.IsDead && lease.IsSuspended)
                _losses.Judge(lease, now);
        }
    }

    private void Expire(in Lease lease, Now now, List<LostLock>? lost)
    {
        if (!lease.IsSuspended)
            lost?.Add(new LostLock(lease.Consumer, lease.First, (int)(lease.End - lease.First), lease.Attempt));
        if (lease.IsSuspended)
            _losses.Judge(lease, now);
        else
            group.Returns.Fail(lease.First, lease.End, new Failure(MoveCause.AckWaitPassed, lease.Attempt), now);
        group.Returns.GiveBack(lease.First, lease.End);
    }
}
