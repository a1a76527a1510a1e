using ActorMQ.Records;

namespace ActorMQ.Client.Consuming;

/// <summary>What the node is to be told of consecutive offsets.</summary>
internal readonly record struct SettleOrder(
    int Partition, long Tenure, long First, int Count, int Attempt, SettleVerb Verb)
{
    /// <summary>Whether <paramref name="next"/> carries on where this one ends.</summary>
    public bool IsFollowedBy(in SettleOrder next) =>
        (First + Count == next.First || (Mutants.AcksHoles && First < next.First))
        && Attempt == next.Attempt && Verb == next.Verb;
}
