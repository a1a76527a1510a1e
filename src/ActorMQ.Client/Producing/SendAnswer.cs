using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Producing;

/// <summary>What a node answers to a batch: stored, refused, or how far it is.</summary>
internal readonly record struct SendAnswer(SendReply Reply, Error? Refusal)
{
    /// <summary>Whether the end is still to come.</summary>
    public bool IsProgress => Reply.Status is not (SendStatus.Ok or SendStatus.Refused);

    /// <summary>Reads the answer; null: a frame of that kind is none.</summary>
    public static SendAnswer? Read(in InboundFrame frame)
    {
        if (frame.Type == FrameType.Error)
            return new SendAnswer(new SendReply(), ProtocolCodec.Parse(Error.Parser, frame.Head));
        if (frame.Type != FrameType.SendReply)
            return null;
        SendReply reply = ProtocolCodec.Parse(SendReply.Parser, frame.Head);
        return new SendAnswer(reply, reply.Error is { } error && error.Code != ErrorCode.None ? error : null);
    }
}
