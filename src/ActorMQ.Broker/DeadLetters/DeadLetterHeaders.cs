using System.Globalization;
using System.Text;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Records;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>The headers that tell where a dead letter is from, and why it is one.</summary>
internal static class DeadLetterHeaders
{
    /// <summary>The header names of ours all begin so.</summary>
    public const string Prefix = "amq-";

    /// <summary>
    /// The headers of a dead letter: ours, then its own, as many as a message may have; those of an earlier move go.
    /// </summary>
    public static List<MessageHeader> Of(
        in Move move, PartitionId origin, DeadLetterTarget target, long createdUnixMs, IReadOnlyList<MessageHeader> own)
    {
        List<MessageHeader> headers =
        [
            Text("origin-topic", target.OriginTopic),
            Number("origin-partition", origin.Index),
            Number("origin-offset", move.Offset),
            Text("group", target.Group),
            Number("attempts", move.Attempt),
            Text("reason", move.Reason.Length == 0 ? $"{move.Cause}" : move.Reason),
            Text("cause", $"{move.Cause}"),
            Number("created-ms", createdUnixMs),
            Number("moved-ms", move.MovedAtMs),
        ];
        int bytes = headers.Sum(BytesOf);
        foreach (MessageHeader header in own)
        {
            bytes += BytesOf(header);
            if (headers.Count == RecordBatch.HeaderCountMax || bytes > RecordBatch.HeaderBytesMax)
                break;
            if (!header.Name.StartsWith(Prefix, StringComparison.Ordinal))
                headers.Add(header);
        }

        return headers;
    }

    private static MessageHeader Text(string name, string value) => new(Prefix + name, Encoding.UTF8.GetBytes(value));

    private static MessageHeader Number(string name, long value) =>
        Text(name, value.ToString(CultureInfo.InvariantCulture));

    private static int BytesOf(MessageHeader header) => Encoding.UTF8.GetByteCount(header.Name) + header.Value.Length;
}
