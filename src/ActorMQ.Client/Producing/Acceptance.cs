namespace ActorMQ.Client.Producing;

/// <summary>What became of a message that was handed to a producer: taken, waiting for room, or refused.</summary>
internal readonly record struct Acceptance(
    SendTicket Ticket, RoomWaiter? Waiter = null, ActorMQException? Fault = null);
