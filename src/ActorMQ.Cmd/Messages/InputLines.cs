using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ActorMQ.Cmd.Messages;

/// <summary>The lines of an input that may keep its reader waiting: a wait that can be cancelled.</summary>
internal static class InputLines
{
    private const int AheadMax = 1_024;

    /// <summary>Each line, to the end of the input.</summary>
    /// <remarks>Cancelled, it leaves a reader behind that waits for its line; the process is about to end.</remarks>
    public static async IAsyncEnumerable<string> ReadAsync(
        TextReader input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var lines = Channel.CreateBounded<string>(AheadMax);
        Task reading = Task.Run(() => CopyAsync(input, lines.Writer, cancellation), CancellationToken.None);
        await foreach (string line in lines.Reader.ReadAllAsync(cancellation))
            yield return line;
        await reading;
    }

    private static async Task CopyAsync(TextReader input, ChannelWriter<string> lines, CancellationToken cancellation)
    {
        try
        {
            while (input.ReadLine() is { } line)
                await lines.WriteAsync(line, cancellation);
        }
        finally
        {
            lines.Complete();
        }
    }
}
