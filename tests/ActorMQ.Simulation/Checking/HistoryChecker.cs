using ActorMQ.Simulation.Checking.Invariants;
using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking;

/// <summary>
/// Reads a history once and judges it. Knows nothing of the product: what it compares are the events alone. Time and
/// memory grow with the events, not faster.
/// </summary>
internal static class HistoryChecker
{
    /// <summary>A fresh one of every invariant, in the order of <c>docs/simulation.md</c>.</summary>
    public static IReadOnlyList<IInvariant> Invariants(CheckOptions options) =>
    [
        new HistoryMakesSense(),
        new AckedIsStored(),
        new OffsetsHaveNoGaps(),
        new OffsetsNeverChange(),
        new ProducersKeepOrder(),
        new DeliveredWasStored(),
        new StoredOnce(),
        new FloorsOnlyRise(),
        new EverythingArrives(),
        new SettledStaysSettled(options),
        new AttemptsRise(options),
        new FailuresStayOut(),
        new OneWriter(),
        new CapsHold(),
        new RunComesToRest(options),
        new FirstDeliveriesInOrder(options),
        new LettersAreOwed(),
        new EverythingIsSettledOnce(),
        new DelaysHold(),
        new FreshGoesOn(options),
        new RedrivenOnce(),
        new KeptAsTold(),
    ];

    /// <summary>Judges a history.</summary>
    public static CheckReport Check(IReadOnlyList<HistoryEvent> history, CheckOptions options)
    {
        var invariants = Invariants(options);
        var evidence = new Evidence();
        var findings = new Findings();
        foreach (var e in history)
        {
            foreach (var invariant in invariants)
                invariant.See(e, evidence, findings);
            evidence.Add(e);
        }

        foreach (var invariant in invariants)
            invariant.End(evidence, findings);
        return new CheckReport(
            findings.Kept,
            findings.Count,
            invariants.ToDictionary(invariant => invariant.Id, invariant => invariant.Exercised),
            evidence.Sends.Count,
            evidence.Count,
            evidence.Lookups);
    }
}
