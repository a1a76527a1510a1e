namespace ActorMQ.Actors.Cells;

/// <summary>What waits in a mailbox: a message with the bytes it was counted at, or a notice of the kernel.</summary>
internal readonly record struct Mail(object Message, IActorRef? Sender, int Bytes);
