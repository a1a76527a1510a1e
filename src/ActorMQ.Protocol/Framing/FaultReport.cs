using ActorMQ.Protocol.Wire;

namespace ActorMQ.Protocol.Framing;

/// <summary>Tells a peer why its bytes end the connection, where it speaks the protocol at all.</summary>
internal static class FaultReport
{
    /// <summary>The frame to send before closing; null: nothing can be said.</summary>
    public static OutboundFrame? Of(CloseReason fault, int frameBytesMax)
    {
        Error? error = fault switch
        {
            CloseReason.FrameTooLarge => new Error
            {
                Code = ErrorCode.FrameTooLarge,
                Message = $"A frame is longer than {frameBytesMax} bytes.",
                NextStep = "Send smaller batches; before Welcome no frame may exceed the greeting's limit.",
                Field = "length",
                Limit = frameBytesMax,
            },
            CloseReason.BadFrame => new Error
            {
                Code = ErrorCode.BadFrame,
                Message = "A frame's length, flags and head length do not add up.",
                NextStep = "Compare the client's encoder with docs/protocol.md.",
                Field = "length",
                Limit = ProtocolLimits.CountedHeaderBytes,
            },
            CloseReason.UnknownFrameType => new Error
            {
                Code = ErrorCode.UnknownFrameType,
                Message = "A frame has a type that this version does not know.",
                NextStep = "Send only what the version in Welcome has.",
                Field = "type",
                Limit = (int)FrameType.Notice,
            },
            _ => null,
        };
        return error is null ? null : new OutboundFrame(FrameType.Error, 0, error);
    }
}
