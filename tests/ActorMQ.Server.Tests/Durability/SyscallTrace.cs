using System.Globalization;
using System.Text;

namespace ActorMQ.Server.Tests.Durability;

/// <summary>Reads what <c>strace -f -ttt -T -yy</c> wrote; puts calls listed in two halves together.</summary>
internal static class SyscallTrace
{
    private const string Unfinished = " <unfinished ...>";
    private const string Resumed = " resumed>";

    /// <summary>The tracer with the options that <see cref="Read"/> needs.</summary>
    public static IReadOnlyList<string> Tracer(string output) =>
    [
        "strace", "-f", "-ttt", "-T", "-yy", "-x", "-s", "20000",
        "-e", "trace=fdatasync,fsync,pwrite64,pwritev,write,writev,sendto,sendmsg,recvfrom,recvmsg,read",
        "-o", output,
    ];

    /// <summary>All finished calls, by the time of their start.</summary>
    public static IReadOnlyList<Syscall> Read(string file)
    {
        var open = new Dictionary<string, (double Start, string Text)>();
        var calls = new List<Syscall>();
        foreach (string line in File.ReadLines(file))
        {
            string[] parts = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 3 || !double.TryParse(parts[1], CultureInfo.InvariantCulture, out double time))
                continue;
            (double start, string text) = (time, parts[2]);
            if (text.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                open[parts[0]] = (start, text[..^Unfinished.Length]);
                continue;
            }
            if (text.StartsWith("<... ", StringComparison.Ordinal) && open.Remove(parts[0], out var begun))
                (start, text) = (begun.Start, begun.Text + SecondHalf(text));
            if (Parse(start, text) is { } call)
                calls.Add(call);
        }
        calls.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        return calls;
    }

    /// <summary>Text as the tracer writes the bytes of a buffer.</summary>
    public static string Escaped(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 4);
        foreach (byte value in bytes)
            text.Append($"\\x{value:x2}");
        return text.ToString();
    }

    private static string SecondHalf(string text) =>
        text[(text.IndexOf(Resumed, StringComparison.Ordinal) + Resumed.Length)..];

    // name(arguments) = result <duration>
    private static Syscall? Parse(double start, string text)
    {
        int arguments = text.IndexOf('(', StringComparison.Ordinal);
        int result = text.LastIndexOf(" = ", StringComparison.Ordinal);
        int duration = text.LastIndexOf('<');
        bool isCall = arguments > 0 && result > arguments && duration > result && text.EndsWith('>')
            && double.TryParse(text.AsSpan(duration + 1).TrimEnd('>'), CultureInfo.InvariantCulture, out _);
        if (!isCall)
            return null;
        double seconds = double.Parse(text.AsSpan(duration + 1).TrimEnd('>'), CultureInfo.InvariantCulture);
        return new Syscall(text[..arguments], start, start + seconds, text[(arguments + 1)..result]);
    }
}
