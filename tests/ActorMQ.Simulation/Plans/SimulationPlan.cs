namespace ActorMQ.Simulation.Plans;

/// <summary>Everything that a run does, drawn from its seed before it begins. Any item may be left out.</summary>
/// <param name="Seed">Decides the rest: who comes first, and every chance in the run.</param>
/// <param name="Knobs">Sizes, caps and times.</param>
/// <param name="Items">What happens, in the order of time.</param>
internal sealed record SimulationPlan(ulong Seed, Knobs Knobs, IReadOnlyList<PlanItem> Items)
{
    /// <summary>The faults that the plan has.</summary>
    public IEnumerable<FaultKind> Faults => Items.OfType<FaultItem>().Select(item => item.Kind).Distinct().Order();
}
