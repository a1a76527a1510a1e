namespace ActorMQ.Core.Groups;

/// <summary>Command: a consumer with credit asks for records.</summary>
/// <param name="Consumer">Who asks.</param>
/// <param name="MessagesMax">Its credit in messages.</param>
/// <param name="AckWaitMs">How long it may hold a delivery, in milliseconds.</param>
/// <param name="Concurrency">How many deliveries it works on at a time: should it be lost, so many count as begun
/// even if it never said so.</param>
/// <param name="IsFreshOnly">Whether it is to get fresh records only, because those that would be redelivered are not
/// at hand.</param>
public readonly record struct Take(
    long Consumer, int MessagesMax, int AckWaitMs = Limits.AckWaitMsDefault, int Concurrency = 1,
    bool IsFreshOnly = false);
