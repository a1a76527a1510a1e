namespace ActorMQ.Core.Groups;

/// <summary>Command: a consumer with credit asks for records.</summary>
/// <param name="Consumer">Who asks.</param>
/// <param name="MessagesMax">Its credit in messages.</param>
/// <param name="AckWaitMs">How long it may hold a delivery, in milliseconds.</param>
public readonly record struct Take(long Consumer, int MessagesMax, int AckWaitMs = Limits.AckWaitMsDefault);
