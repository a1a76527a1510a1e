using System.Buffers.Text;
using System.Text;
using ActorMQ.Records;

namespace ActorMQ.Simulation.Worlds;

/// <summary>A message is known by the number at the beginning of its body.</summary>
internal static class MessageBody
{
    /// <summary>The number, and what fills up the length.</summary>
    public static byte[] Of(long number, int bytes) =>
        Encoding.ASCII.GetBytes($"{number}.".PadRight(bytes, (char)('a' + (number % 26))));

    /// <summary>The number of the message; -1 where the body is none of ours.</summary>
    public static long NumberOf(ReadOnlySpan<byte> body) =>
        Utf8Parser.TryParse(body, out long number, out _) ? number : -1;

    /// <summary>A hash of key and body.</summary>
    public static uint HashOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> body) =>
        Crc32C.Append(Crc32C.Of(key), body);
}
