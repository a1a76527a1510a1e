namespace ActorMQ.Core.Groups;

/// <summary>The full check of a group's state.</summary>
internal static class GroupCheck
{
    /// <summary>Throws unless floor, cursor, sets and leases agree with each other.</summary>
    public static void Run(Group group, long nextOffset)
    {
        var ledger = group.Ledger;
        Invariant.Require(ledger.Floor >= 0 && ledger.Floor <= ledger.Cursor && ledger.Cursor <= nextOffset);
        Invariant.Require(!ledger.Settled.Contains(ledger.Floor));
        Invariant.Require(ledger.Settled.CountIn(ledger.Floor, nextOffset) == ledger.Settled.Count);
        Invariant.Require(ledger.Waiting.CountIn(ledger.Floor, ledger.Cursor) == ledger.Waiting.Count);
        Invariant.Require(ledger.InFlight <= Limits.InFlightMax && ledger.Leases.Count <= Limits.LeasesMax);
        CheckWaiting(ledger);
        CheckLeases(ledger);
        // Every record between floor and cursor is settled, waiting, or out: the three add up.
        var settled = ledger.Settled.CountIn(ledger.Floor, ledger.Cursor);
        Invariant.Require(settled + ledger.Waiting.Count + ledger.InFlight == ledger.Cursor - ledger.Floor);
    }

    private static void CheckWaiting(GroupLedger ledger)
    {
        Invariant.Require(ledger.Attempts.IsWithin(ledger.Floor, ledger.Cursor));
        var first = ledger.Waiting.NextMember(ledger.Floor, ledger.Cursor);
        while (first < ledger.Cursor)
        {
            var end = ledger.Waiting.NextGap(first, ledger.Cursor);
            Invariant.Require(ledger.Settled.CountIn(first, end) == 0 && ledger.Attempts.Covers(first, end));
            first = ledger.Waiting.NextMember(end, ledger.Cursor);
        }
    }

    private static void CheckLeases(GroupLedger ledger)
    {
        var outstanding = 0;
        var alive = 0;
        var end = long.MinValue;
        for (var index = ledger.Leases.Start; index < ledger.Leases.End; index++)
        {
            ref var lease = ref ledger.Leases[index];
            Invariant.Require(lease.First >= end && lease.First < lease.End && lease.End <= ledger.Cursor);
            Invariant.Require(lease.Outstanding == ledger.OutIn(lease.First, lease.End));
            outstanding += lease.Outstanding;
            alive += lease.IsDead ? 0 : 1;
            end = lease.End;
        }

        Invariant.Require(outstanding == ledger.InFlight && alive == ledger.Leases.Count);
    }
}
