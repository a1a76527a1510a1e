using System.Globalization;
using System.Text;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Records;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>The headers that tell where a dead letter is from, and why it is one.</summary>
internal static class DeadLetterHeaders
{
    public const string OriginTopic = Prefix + "origin-topic";
    public const string OriginPartition = Prefix + "origin-partition";
    public const string OriginOffset = Prefix + "origin-offset";
    public const string Group = Prefix + "group";
    public const string Attempts = Prefix + "attempts";
    public const string Reason = Prefix + "reason";
    public const string Cause = Prefix + "cause";
    public const string CreatedMs = Prefix + "created-ms";
    public const string MovedMs = Prefix + "moved-ms";

    /// <summary>How often the record was sent back; it stays with it.</summary>
    public const string Redrives = Prefix + "redrives";

    private const string Prefix = DeadLetter.HeaderPrefix;

    /// <summary>
    /// The headers of a dead letter: ours, then its own, as many as a message may have; those of an earlier move go.
    /// </summary>
    public static List<MessageHeader> Of(
        in Move move, PartitionId origin, DeadLetterTarget target, long createdUnixMs, IReadOnlyList<MessageHeader> own)
    {
        List<MessageHeader> headers =
        [
            Text(OriginTopic, target.OriginTopic),
            Number(OriginPartition, origin.Index),
            Number(OriginOffset, move.Offset),
            Text(Group, target.Group),
            Number(Attempts, move.Attempt),
            Text(Reason, move.Reason.Length == 0 ? $"{move.Cause}" : move.Reason),
            Text(Cause, $"{move.Cause}"),
            Number(CreatedMs, createdUnixMs),
            Number(MovedMs, move.MovedAtMs),
        ];
        if (NumberOf(own, Redrives) is var redrives and > 0)
            headers.Add(Number(Redrives, redrives));
        return WithOwn(headers, own);
    }

    /// <summary>The headers of a record that is sent back: how often that was, then its own.</summary>
    public static List<MessageHeader> OfRedriven(IReadOnlyList<MessageHeader> own) =>
        WithOwn([Number(Redrives, NumberOf(own, Redrives) + 1)], own);

    /// <summary>The text of a header; empty when there is none.</summary>
    public static string TextOf(IReadOnlyList<MessageHeader> headers, string name)
    {
        foreach (MessageHeader header in headers)
        {
            if (header.Name == name)
                return Encoding.UTF8.GetString(header.Value.Span);
        }

        return "";
    }

    /// <summary>The number in a header; 0 when there is none.</summary>
    public static long NumberOf(IReadOnlyList<MessageHeader> headers, string name) =>
        long.TryParse(TextOf(headers, name), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        && number < long.MaxValue
            ? number
            : 0;

    private static List<MessageHeader> WithOwn(List<MessageHeader> headers, IReadOnlyList<MessageHeader> own)
    {
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

    private static MessageHeader Text(string name, string value) => new(name, Encoding.UTF8.GetBytes(value));

    private static MessageHeader Number(string name, long value) =>
        Text(name, value.ToString(CultureInfo.InvariantCulture));

    private static int BytesOf(MessageHeader header) => Encoding.UTF8.GetByteCount(header.Name) + header.Value.Length;
}
