namespace ActorMQ.Client.Producing;

/// <summary>Whom to call when a message has ended; with null, nobody.</summary>
internal readonly record struct SendWatch(Action<SendReceipt, ActorMQException?>? Done);
