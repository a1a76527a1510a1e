namespace ActorMQ.Protocol.Tests;

/// <summary>A frame as it was received, copied.</summary>
internal sealed record ReceivedFrame(FrameType Type, uint Correlation, byte[] Head, byte[] Body)
{
    public static ReceivedFrame Of(in InboundFrame frame) =>
        new(frame.Type, frame.Correlation, frame.Head.ToArray(), frame.Body.ToArray());
}
