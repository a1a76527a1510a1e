namespace ActorMQ.Records.Tests;

/// <summary>One message as a plain value: the naive model that batches are compared with.</summary>
public sealed record Sample(byte[] Key, byte[] Tag, MessageHeader[] Headers, byte[] Body);
