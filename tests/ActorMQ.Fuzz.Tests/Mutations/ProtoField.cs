namespace ActorMQ.Fuzz.Tests.Mutations;

/// <summary>One field of a protobuf message as it stands in its bytes.</summary>
/// <param name="Number">The field's number.</param>
/// <param name="Wire">0 varint, 1 eight bytes, 2 bytes with a length, 5 four bytes; others are lies.</param>
/// <param name="Value">The number of a field that is one.</param>
/// <param name="Bytes">The content of a field of wire type 2.</param>
/// <param name="LengthLie">What the written length says more than the bytes that follow it.</param>
internal readonly record struct ProtoField(int Number, int Wire, ulong Value, byte[] Bytes, int LengthLie = 0);
