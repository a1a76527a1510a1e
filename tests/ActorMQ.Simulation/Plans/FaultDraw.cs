namespace ActorMQ.Simulation.Plans;

/// <summary>Draws the faults of one plan.</summary>
internal sealed class FaultDraw(Random chance, Knobs knobs, int producers, int consumers)
{
    private static readonly FaultKind[] Drawn =
        [.. Enum.GetValues<FaultKind>().Where(kind => kind is not FaultKind.TinyCaps)];

    /// <summary>None in one seed of ten, a few kinds in most, many in some.</summary>
    public IEnumerable<PlanItem> Draw()
    {
        if (chance.Next(10) == 0)
            return [];
        int oneIn = chance.Next(4) switch { 0 => 2, 1 => 4, _ => 8 };
        return Drawn.Where(_ => chance.Next(oneIn) == 0).SelectMany(DrawKind).ToArray();
    }

    private PlanItem[] DrawKind(FaultKind kind)
    {
        int count = chance.Next(1, IsRare(kind) ? 3 : 6);
        return [.. Enumerable.Range(0, count).Select(_ => DrawOne(kind))];
    }

    private PlanItem DrawOne(FaultKind kind)
    {
        int at = chance.Next(knobs.FaultsEndMs);
        if (kind == FaultKind.Burst)
            return new SendItem(at, chance.Next(1, producers + 1), chance.Next(100, 250), 3, 32, AsBatch: true);
        int owner = chance.Next(3) == 0 ? 0 : chance.Next(1, knobs.Owners + 1);
        int client = chance.Next(2) == 0 ? 0 : chance.Next(1, producers + consumers + 1);
        int lasts = chance.Next(3) switch
        {
            0 => chance.Next(1, 100),
            1 => chance.Next(100, 1_500),
            _ => chance.Next(1_500, 8_000),
        };
        return new FaultItem(at, kind, owner, client, lasts, 1 << chance.Next(4));
    }

    private static bool IsRare(FaultKind kind) => kind is
        FaultKind.Burst or FaultKind.PowerLoss or FaultKind.CorruptRow or FaultKind.SyncError or FaultKind.ClientKill;
}
