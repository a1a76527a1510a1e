using System.Buffers.Binary;

namespace ActorMQ.Server.Tests.Crashes;

/// <summary>Which producer sent it, and as its how-manieth; written in the message's body.</summary>
internal readonly record struct MessageId(int Producer, int Number)
{
    private const int BodyBytes = 100;

    public byte[] ToBody()
    {
        byte[] body = new byte[BodyBytes];
        BinaryPrimitives.WriteInt32LittleEndian(body, Producer);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(4), Number);
        return body;
    }

    public static MessageId Of(ReadOnlySpan<byte> body) => new(
        BinaryPrimitives.ReadInt32LittleEndian(body), BinaryPrimitives.ReadInt32LittleEndian(body[4..]));
}
