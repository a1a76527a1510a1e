using System.Diagnostics.CodeAnalysis;
using ActorMQ.Core.Groups;
using ActorMQ.Records;

namespace ActorMQ.Core.Partitions;

/// <summary>
/// Reads of stored bytes: what cannot be read stops the partition with a <see cref="CorruptRecordException"/>.
/// </summary>
internal static class Stored
{
    /// <summary>Throws unless the stored bytes make sense.</summary>
    public static void Require([DoesNotReturnIf(false)] bool holds, string what)
    {
        if (!holds)
            throw new CorruptRecordException(
                $"The stored bytes cannot be read: {what}. Restore the journal from a backup.");
    }

    /// <summary>Checks the CRC at the end and answers what is before it.</summary>
    public static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> bytes, string what)
    {
        Require(bytes.Length > sizeof(uint), what);
        var body = bytes[..^sizeof(uint)];
        var end = new ByteReader(bytes[body.Length..]);
        Require(end.TryReadUInt32(out var crc) && (crc == Crc32C.Of(body) || Mutants.SkipsCrc), what);
        return body;
    }

    /// <summary>Writes the CRC over what follows <paramref name="start"/>.</summary>
    public static void Seal(ByteWriter to, int start) => to.WriteUInt32(Crc32C.Of(to.Written[start..]));

    public static byte Byte(ref ByteReader from, string what)
    {
        Require(from.TryReadByte(out var value), what);
        return value;
    }

    public static bool Bool(ref ByteReader from, string what)
    {
        Require(from.TryReadBool(out var value), what);
        return value;
    }

    public static ulong Bits(ref ByteReader from, string what)
    {
        Require(from.TryReadUInt64(out var value), what);
        return value;
    }

    /// <summary>A number from 0 to <see cref="Limits.OffsetMax"/>, so that sums of a few cannot overflow.</summary>
    public static long Number(ref ByteReader from, string what)
    {
        Require(from.TryReadVarint(out var value) && value <= (ulong)Limits.OffsetMax, what);
        return (long)value;
    }

    /// <summary>A number from 0 to <paramref name="max"/>.</summary>
    public static int Number(ref ByteReader from, int max, string what)
    {
        Require(from.TryReadVarint(max, out var value), what);
        return value;
    }

    /// <summary>Any 64 bits.</summary>
    public static long Any(ref ByteReader from, string what)
    {
        Require(from.TryReadVarint(out var value), what);
        return (long)value;
    }

    public static string Text(ref ByteReader from, int bytesMax, string what)
    {
        Require(from.TryReadString(bytesMax, out var text), what);
        return text;
    }

    /// <summary>Writes a range that moved, as <see cref="Moved"/> reads it.</summary>
    public static void Write(in RangeMoved e, ByteWriter to)
    {
        to.WriteVarint((ulong)e.First);
        to.WriteVarint((ulong)e.Count);
        to.WriteVarint((ulong)e.Attempt);
        to.WriteByte((byte)e.Cause);
        to.WriteString(e.Reason);
        to.WriteVarint((ulong)e.MovedAtMs);
        if (e.Cause != MoveCause.Redriven)
            return;
        to.WriteVarint((ulong)e.Target.TopicId);
        to.WriteVarint((ulong)e.Target.GroupId);
    }

    /// <summary>A range that moved, as events and snapshots tell it.</summary>
    public static RangeMoved Moved(int groupId, ref ByteReader from)
    {
        const string What = "move";
        var first = Number(ref from, What);
        var count = Number(ref from, Limits.MovesMax, What);
        var attempt = (short)Number(ref from, Limits.AttemptMax, What);
        var cause = (MoveCause)Byte(ref from, What);
        Require(cause is >= MoveCause.Nacked and <= MoveCause.Redriven, What);
        var reason = Text(ref from, Limits.ReasonBytesMax, What);
        var movedAtMs = Number(ref from, What);
        if (cause != MoveCause.Redriven)
            return new RangeMoved(groupId, first, count, attempt, cause, reason, movedAtMs);
        var topicId = Number(ref from, int.MaxValue, What);
        var target = new RedriveTarget(topicId, Number(ref from, int.MaxValue, What));
        return new RangeMoved(groupId, first, count, attempt, cause, reason, movedAtMs, target);
    }

    /// <summary>Where a group's dead letters go.</summary>
    public static string DeadLetter(ref ByteReader from)
    {
        const string What = "dead letters";
        var name = Text(ref from, Limits.NameLengthMax, What);
        Require(name != GroupPolicy.Off && (name.Length == 0 || !Names.Check(name, What).IsRefused), What);
        return name;
    }

    public static ProducerIdentity Producer(ref ByteReader from, string what)
    {
        var high = Bits(ref from, what);
        return new ProducerIdentity(high, Bits(ref from, what));
    }
}
