namespace ActorMQ.Client.Consuming;

/// <summary>What is to become of deliveries. The numbers are those of the wire.</summary>
internal enum SettleVerb : byte
{
    Ack = 0,
    Nack = 1,
    Extend = 2,
    Reject = 3,
    Start = 4,
}
