using System.Text.Unicode;
using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>
/// Decides what becomes of deliveries that failed: they wait for their backoff, or, with their attempts used up, move
/// to the dead letters. The only reader of the group's policy.
/// </summary>
internal sealed class GroupReturns(Group group)
{
    // How long a record whose outbox is full waits before it is tried again, its attempt uncounted.
    private const int FullOutboxWaitMs = 1_000;

    /// <summary>How the group treats failed deliveries.</summary>
    public GroupPolicy Policy { get; set; } = GroupPolicy.AtOnce;

    /// <summary>Decides and applies for what is out of a range within one lease; answers how many records.</summary>
    public int Fail(long first, long end, in Failure failure, Now now)
    {
        var failed = group.Ledger.OutIn(first, end);
        if (failed == 0)
            return 0;
        if (MustMove(failure))
            PutOff(Move(first, end, failure, now), end, now);
        else
            Return(first, end, failure, now);
        return failed;
    }

    /// <summary>Gives what is out of a range back at once, uncounted; answers how many records.</summary>
    public int GiveBack(long first, long end) => group.Ledger.OutIn(first, end) == 0
        ? 0
        : group.Apply(new RangeReturned(group.Id, first, end - first, IsCounted: false));

    private void Return(long first, long end, in Failure failure, Now now)
    {
        var time = TimeOf(failure, now);
        if (!time.IsAtOnce)
            group.NoteClock(now);
        group.Apply(new RangeReturned(group.Id, first, end - first, IsCounted: true, time));
    }

    private bool MustMove(in Failure failure) =>
        Policy.HasDeadLetters && (failure.Cause == MoveCause.Rejected || IsLast(failure.Attempt));

    private bool IsLast(int attempt) => Policy.IsAtLimit(Mutants.OverrunsAttemptLimit ? attempt - 1 : attempt);

    private RetryTime TimeOf(in Failure failure, Now now) => failure.DelayMs < 0
        ? Backoff.After(Policy, failure.Attempt, group.WallMs(now))
        : Backoff.Exactly(Math.Min(failure.DelayMs, Limits.RetryDelayMsMax), group.WallMs(now));

    // Moves what is out of a range as far as the outbox has room; answers where the rest begins.
    private long Move(long first, long end, in Failure failure, Now now)
    {
        var (ledger, reason, wallMs) = (group.Ledger, Cut(failure.Reason), group.WallMs(now));
        if (ledger.Outbox.Count == 0 && ledger.Outbox.DeadLetter != Policy.DeadLetter)
            group.Apply(new DeadLettersChosen(group.Id, Policy.DeadLetter));
        var at = ledger.NextOut(first, end);
        while (at < end && ledger.Outbox.Room > 0)
        {
            var count = (int)Math.Min(ledger.OutRunEnd(at, end) - at, ledger.Outbox.Room);
            group.Apply(new RangeMoved(group.Id, at, count, failure.Attempt, failure.Cause, reason, wallMs));
            at = ledger.NextOut(at + count, end);
        }

        return at;
    }

    private void PutOff(long first, long end, Now now)
    {
        if (first == end)
            return;
        group.NoteClock(now);
        var later = Backoff.Exactly(FullOutboxWaitMs, group.WallMs(now));
        group.Apply(new RangeReturned(group.Id, first, end - first, IsCounted: false, later));
    }

    // Between two characters, whatever was sent.
    private static string Cut(string? reason)
    {
        if (string.IsNullOrEmpty(reason))
            return "";
        Span<byte> bytes = stackalloc byte[Limits.ReasonBytesMax];
        Utf8.FromUtf16(reason, bytes, out var read, out _);
        return read == reason.Length ? reason : reason[..read];
    }
}
