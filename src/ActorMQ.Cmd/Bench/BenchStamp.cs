using System.Buffers.Binary;

namespace ActorMQ.Cmd.Bench;

/// <summary>What the first bytes of a body say: when it was meant to be sent, and which message it is.</summary>
/// <remarks>
/// 8 bytes: the intended send time, a tick of <see cref="System.Diagnostics.Stopwatch"/>. 8 bytes: 18 bits of the
/// run, 6 of the client, 40 of the number. Both little-endian. A tick has a meaning on the machine that read it only,
/// which is no loss: one process sends and receives.
/// </remarks>
/// <param name="Run">Tells a run's messages from all others; below <see cref="RunEnd"/>.</param>
/// <param name="Client">The index of the sending client.</param>
/// <param name="Number">The place of the message among all of its client.</param>
/// <param name="Intended">When it was meant to be sent.</param>
internal readonly record struct BenchStamp(int Run, int Client, long Number, long Intended)
{
    /// <summary>The length of a stamp.</summary>
    public const int Bytes = 16;

    public const int RunEnd = 1 << 18;

    /// <summary>The number of the message that goes ahead of all others and is not counted.</summary>
    public const long ProbeNumber = NumberEnd - 1;

    private const int NumberBits = 40;
    private const int ClientBits = 6;
    private const long NumberEnd = 1L << NumberBits;

    public bool IsProbe => Number == ProbeNumber;

    public void WriteTo(Span<byte> body)
    {
        ulong which = ((ulong)Run << ClientBits | (uint)Client) << NumberBits | (ulong)Number;
        BinaryPrimitives.WriteInt64LittleEndian(body, Intended);
        BinaryPrimitives.WriteUInt64LittleEndian(body[8..], which);
    }

    /// <summary>False: the body is too short to have a stamp.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out BenchStamp stamp)
    {
        stamp = default;
        if (body.Length < Bytes)
            return false;
        ulong which = BinaryPrimitives.ReadUInt64LittleEndian(body[8..]);
        stamp = new BenchStamp(
            Run: (int)(which >> (NumberBits + ClientBits)),
            Client: (int)(which >> NumberBits) & ((1 << ClientBits) - 1),
            Number: (long)(which & (ulong)(NumberEnd - 1)),
            Intended: BinaryPrimitives.ReadInt64LittleEndian(body));
        return true;
    }
}
