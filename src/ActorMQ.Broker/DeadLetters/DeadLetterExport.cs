using System.Runtime.CompilerServices;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>All dead letters of a group, a bounded piece in memory at a time.</summary>
public sealed class DeadLetterExport
{
    private readonly DeadLetterReader reader;
    private readonly DeadLetterPatience patience;

    internal DeadLetterExport(DeadLetterBox box, DeadLetterReader reader)
    {
        this.reader = reader;
        patience = new DeadLetterPatience(box);
    }

    /// <summary>Why it ended early, or has left out what cannot be read; null: neither.</summary>
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

        Problem ??= reader.Damage;
    }

    private async Task<IReadOnlyList<DeadLetter>> ReadPieceAsync(CancellationToken cancellation)
    {
        patience.Begin();
        while (Problem is null)
        {
            if (await reader.ReadAsync(cancellation) is { } piece)
                return piece;
            Problem = await patience.WaitAsync(cancellation);
        }

        return [];
    }
}
