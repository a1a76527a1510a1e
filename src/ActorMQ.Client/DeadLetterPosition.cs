using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ActorMQ.Client;

/// <summary>Where a dead letter is in its dead-letter topic; as text <c>PARTITION:OFFSET</c>.</summary>
/// <param name="Partition">The partition's index.</param>
/// <param name="Offset">The offset there.</param>
public readonly record struct DeadLetterPosition(int Partition, long Offset)
{
    /// <summary>Reads <c>PARTITION:OFFSET</c>; false when the text is something else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DeadLetterPosition position)
    {
        position = default;
        if (text?.Split(':') is not [var partitionText, var offsetText]
            || !int.TryParse(partitionText, NumberStyles.None, CultureInfo.InvariantCulture, out int partition)
            || !long.TryParse(offsetText, NumberStyles.None, CultureInfo.InvariantCulture, out long offset))
            return false;
        position = new DeadLetterPosition(partition, offset);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Partition}:{Offset}");
}
