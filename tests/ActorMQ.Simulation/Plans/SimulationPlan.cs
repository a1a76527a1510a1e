namespace ActorMQ.Simulation.Plans;

/// <summary>Everything that a run does, drawn from its seed before it begins. Any item may be left out.</summary>
/// <param name="Seed">Decides the rest: who comes first, and every chance in the run.</param>
/// <param name="Knobs">Sizes, caps and times.</param>
/// <param name="Items">What happens, in the order of time.</param>
internal sealed record SimulationPlan(ulong Seed, Knobs Knobs, IReadOnlyList<PlanItem> Items)
{
    private const int OnTheWayMs = 2_000;

    /// <summary>The faults that the plan has.</summary>
    public IEnumerable<FaultKind> Faults => Items.OfType<FaultItem>().Select(item => item.Kind).Distinct().Order();

    /// <summary>
    /// How long it takes at most, once the faults are over, until everybody has had what is stored: dead connections
    /// are noticed, and locks of the past have ended. Rare paths may take as long as they like.
    /// </summary>
    public int FreshMs =>
        Knobs.HasRarePoints ? int.MaxValue : (2 * Knobs.AckWaitMs) + Knobs.SilenceMs + (4 * OnTheWayMs);

    /// <summary>Whether the topic may keep what all groups have settled.</summary>
    public bool Keeps => Knobs.IsLog || Knobs.PurgeAfterMs > 0 || Items.OfType<KeepItem>().Any();

    /// <summary>The same run with some of its items only.</summary>
    /// <param name="kept">Their places in <see cref="Items"/>.</param>
    public SimulationPlan Only(IReadOnlyList<int> kept) => this with { Items = [.. kept.Select(item => Items[item])] };

    /// <summary>
    /// How long an application may still be given what is no longer its own: what it buffers it drops when its time is
    /// up; what is on its way, or held by whoever stands still, comes later by as much.
    /// </summary>
    public int LingerMs => (3 * Knobs.AckWaitMs) + Knobs.SilenceMs + OnTheWayMs + Items.OfType<FaultItem>()
        .Where(fault => fault.Kind is FaultKind.Pause or FaultKind.Partition or FaultKind.CutFromOwner
            or FaultKind.CutToOwner or FaultKind.SlowReader or FaultKind.SlowCommit or FaultKind.HeavyTail)
        .Select(fault => fault.ForMs)
        .DefaultIfEmpty()
        .Max();
}
