namespace ActorMQ.Broker.Partitions;

/// <summary>What a settlement came to.</summary>
/// <param name="CreditBack">Messages that are out no more, whoever counts them.</param>
/// <param name="Count">Records that it names.</param>
/// <param name="Stale">Of these, records that its tokens did not hold.</param>
internal readonly record struct SettlementTotals(int CreditBack, int Count, int Stale);
