namespace ActorMQ.Client;

/// <summary>What went wrong while messages were handled.</summary>
/// <param name="Exception">What was thrown: by the handler, or an <see cref="ActorMQException"/> of receiving.</param>
/// <param name="Delivery">The delivery that was being handled; null: none was, receiving went wrong.</param>
public sealed record HandlingError(Exception Exception, Delivery? Delivery);
