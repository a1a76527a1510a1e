using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Server.Tests.Hostile;

/// <summary>A frame as it came from a node.</summary>
internal sealed record RawFrame(FrameType Type, uint Correlation, byte[] Head, byte[] Body)
{
    /// <summary>The code of the refusal in the frame; <see cref="ErrorCode.None"/> where there is none.</summary>
    public ErrorCode Refusal => Type switch
    {
        FrameType.Error => Error.Parser.ParseFrom(Head).Code,
        FrameType.SendReply => SendReply.Parser.ParseFrom(Head).Error?.Code ?? ErrorCode.None,
        FrameType.Subscribed => Subscribed.Parser.ParseFrom(Head).Error?.Code ?? ErrorCode.None,
        FrameType.Settled => Settled.Parser.ParseFrom(Head).Error?.Code ?? ErrorCode.None,
        FrameType.Unsubscribed => Unsubscribed.Parser.ParseFrom(Head).Error?.Code ?? ErrorCode.None,
        _ => ErrorCode.None,
    };
}
