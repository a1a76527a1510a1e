using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Client.Consuming;

/// <summary>What the node is to be told of deliveries that follow each other in one batch.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Index">The first delivery, by its index in what was handed out.</param>
/// <param name="Count">How many.</param>
/// <param name="Kind">What is to become of them.</param>
/// <param name="Terms">When again, and why.</param>
internal readonly record struct SettleOrder(
    DeliveredBatch Batch, int Index, int Count, SettleKind Kind, SettleTerms Terms = default)
{
    public int Partition => Batch.Range.Partition;

    public long Tenure => Batch.Range.Tenure;

    public int Attempt => Batch.Range.Attempt;

    public long First => Batch.Range.First + Index;

    /// <summary>Whether <paramref name="next"/> carries on where this one ends.</summary>
    public bool IsFollowedBy(in SettleOrder next) =>
        (First + Count == next.First || (Mutants.AcksHoles && First < next.First))
        && Attempt == next.Attempt && Kind == next.Kind && (Terms == next.Terms || Mutants.MixesNacks);
}
