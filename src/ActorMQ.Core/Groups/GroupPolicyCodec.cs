using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>The bytes of a policy in the group's row of the catalogue; docs/formats.md describes them.</summary>
public static class GroupPolicyCodec
{
    private const byte Version = 1;

    /// <summary>Writes a policy.</summary>
    public static void Write(GroupPolicy policy, ByteWriter to)
    {
        to.WriteByte(Version);
        to.WriteVarint((ulong)policy.AckWaitMs);
        to.WriteVarint((ulong)policy.AttemptLimit);
        to.WriteVarint((ulong)policy.BackoffMinMs);
        to.WriteVarint((ulong)policy.BackoffMaxMs);
        to.WriteVarint((ulong)policy.BackoffFactor);
        to.WriteVarint((ulong)policy.JitterPercent);
        to.WriteString(policy.DeadLetter);
    }

    /// <summary>Reads a policy; no bytes at all are <see cref="GroupPolicy.Default"/>, as in rows that are older than
    /// policies.</summary>
    /// <exception cref="CorruptRecordException">The bytes are no policy, or one that would be refused.</exception>
    public static GroupPolicy Read(ReadOnlySpan<byte> bytes)
    {
        const string What = "group policy";
        if (bytes.IsEmpty)
            return GroupPolicy.Default;
        var from = new ByteReader(bytes);
        Stored.Require(Stored.Byte(ref from, What) == Version, "group policy version");
        var policy = new GroupPolicy
        {
            AckWaitMs = Stored.Number(ref from, int.MaxValue, What),
            AttemptLimit = Stored.Number(ref from, int.MaxValue, What),
            BackoffMinMs = Stored.Number(ref from, int.MaxValue, What),
            BackoffMaxMs = Stored.Number(ref from, int.MaxValue, What),
            BackoffFactor = Stored.Number(ref from, int.MaxValue, What),
            JitterPercent = Stored.Number(ref from, int.MaxValue, What),
            DeadLetter = Stored.Text(ref from, Limits.NameLengthMax, What),
        };
        Stored.Require(from.IsAtEnd && !policy.Check().IsRefused, What);
        return policy;
    }
}
