using System.Runtime.CompilerServices;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>All dead letters of a group, a bounded piece in memory at a time.</summary>
public sealed class DeadLetterExport
{
    private const int TriesMax = 300;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly DeadLetterBox box;
    private readonly DeadLetterReader reader;

    internal DeadLetterExport(DeadLetterBox box, DeadLetterReader reader) => (this.box, this.reader) = (box, reader);

    /// <summary>Why it ended early; null: it did not.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Reads them, by partition and offset.</summary>
    public async IAsyncEnumerable<DeadLetter> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (reader.Next is not null && Problem is null)
        {
            foreach (DeadLetter letter in await ReadPieceAsync(cancellation))
                yield return letter;
        }
    }

    private async Task<IReadOnlyList<DeadLetter>> ReadPieceAsync(CancellationToken cancellation)
    {
        for (int tries = 0; tries < TriesMax && Problem is null; tries++)
        {
            if (await reader.ReadAsync(cancellation) is { } piece)
                return piece;
            Problem = await box.CheckAsync(cancellation);
            await Task.Delay(Pause, box.Node.Runtime.Time, cancellation);
        }

        Problem ??= Problems.NotOwner;
        return [];
    }
}
