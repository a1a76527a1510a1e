using ActorMQ.Protocol.Wire;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace ActorMQ.Client.Tests;

/// <summary>Bytes in the place of a head that are no protobuf: a length without an end.</summary>
internal sealed class GarbledHead : IBufferMessage
{
    public MessageDescriptor Descriptor => Hello.Descriptor;

    public int CalculateSize() => 5;

    public void InternalWriteTo(ref WriteContext context) => context.WriteRawTag(0x0A, 0xFF, 0xFF, 0xFF, 0xFF);

    public void WriteTo(CodedOutputStream output) => output.WriteRawTag(0x0A, 0xFF, 0xFF, 0xFF, 0xFF);

    public void InternalMergeFrom(ref ParseContext context) => throw new NotSupportedException("Only ever sent.");

    public void MergeFrom(CodedInputStream input) => throw new NotSupportedException("Only ever sent.");
}
