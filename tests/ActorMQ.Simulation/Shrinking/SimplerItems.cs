using ActorMQ.Simulation.Plans;

namespace ActorMQ.Simulation.Shrinking;

/// <summary>What may stand in the place of an item of a plan, and does less.</summary>
internal static class SimplerItems
{
    private const int BodyBytes = 8;
    private const int FaultMs = 100;

    /// <summary>The simplest first; every one is strictly simpler than the item.</summary>
    public static IEnumerable<PlanItem> Of(PlanItem item) => item switch
    {
        PolicyItem policy when policy != PolicyItem.Default(policy.Group) with { AtMs = policy.AtMs } =>
            [PolicyItem.Default(policy.Group) with { AtMs = policy.AtMs }],
        SendItem send => OfSend(send),
        ConsumerItem consumer => OfConsumer(consumer),
        FaultItem { ForMs: > FaultMs } fault =>
            [fault with { ForMs = FaultMs }, fault with { ForMs = fault.ForMs / 2 }],
        _ => [],
    };

    private static IEnumerable<PlanItem> OfSend(SendItem send)
    {
        if (send.Count > 1)
            yield return send with { Count = 1 };
        if (send.Count > 2)
            yield return send with { Count = send.Count / 2 };
        if (send.Keys > 0)
            yield return send with { Keys = 0 };
        if (send.BodyBytes > BodyBytes)
            yield return send with { BodyBytes = BodyBytes };
        if (send.AsBatch)
            yield return send with { AsBatch = false };
    }

    private static IEnumerable<PlanItem> OfConsumer(ConsumerItem consumer)
    {
        if (consumer.Conduct != ConsumerConduct.Good)
            yield return consumer with { Conduct = ConsumerConduct.Good };
        if (consumer.LeavesAtMs > 0)
            yield return consumer with { LeavesAtMs = 0 };
        if (consumer.AtMs > 0)
            yield return consumer with { AtMs = 0 };
    }
}
