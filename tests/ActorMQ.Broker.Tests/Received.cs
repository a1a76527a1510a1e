namespace ActorMQ.Broker.Tests;

/// <summary>One record as a consumer got it.</summary>
internal readonly record struct Received(
    long Subscription, int Partition, long Tenure, int Attempt, long Offset, string Body);
