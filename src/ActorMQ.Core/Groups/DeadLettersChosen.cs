namespace ActorMQ.Core.Groups;

/// <summary>
/// Event: what moves from here on goes where this says, until the outbox is empty and another choice is made. So a move
/// is sent to one target alone, however often, whatever becomes of the policy meanwhile.
/// </summary>
/// <param name="GroupId">The group; its outbox is empty.</param>
/// <param name="DeadLetter">As <see cref="GroupPolicy.DeadLetter"/>, but never <see cref="GroupPolicy.Off"/>.</param>
public readonly record struct DeadLettersChosen(int GroupId, string DeadLetter);
