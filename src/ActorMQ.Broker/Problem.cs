using ActorMQ.Protocol.Wire;

namespace ActorMQ.Broker;

/// <summary>A refusal on its way to a client: what happened and what to do next.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Message">What happened, for people.</param>
/// <param name="NextStep">What to do about it.</param>
/// <param name="Field">The field that is wrong; empty where none is.</param>
/// <param name="Limit">The limit that was passed; 0 where none was.</param>
public readonly record struct Problem(
    ErrorCode Code, string Message, string NextStep, string Field = "", long Limit = 0)
{
    internal Error ToWire() => new()
    {
        Code = Code,
        Message = Message,
        NextStep = NextStep,
        Field = Field,
        Limit = Limit,
    };
}
