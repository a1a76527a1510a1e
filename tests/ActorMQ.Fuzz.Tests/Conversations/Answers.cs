using System.Buffers.Binary;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Fuzz.Tests.Conversations;

/// <summary>
/// Reads what a node writes to one connection and requires that a client can: whole frames, heads that parse, errors
/// with a known code and a next step, deliveries whose sums are right.
/// </summary>
internal sealed class Answers
{
    private const int DeliveriesMax = 64;

    private readonly List<byte> unread = [];
    private bool hasMagic;

    /// <summary>Heads of the latest deliveries.</summary>
    public List<Deliver> Deliveries { get; } = [];

    /// <summary>How many frames of each type, errors by code.</summary>
    public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Bytes that the node has written.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes what the node has written.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        unread.AddRange(bytes);
        if (!hasMagic && unread.Count != 0)
        {
            Assert.Equal("ACTORMQ1"u8.ToArray(), unread.Take(8));
            unread.RemoveRange(0, 8);
            hasMagic = true;
        }

        int at = 0;
        while (TryReadFrame(at, out int length))
            at += length;
        unread.RemoveRange(0, at);
    }

    /// <summary>The node has closed, so no frame may be half written.</summary>
    public void RequireWhole() => Assert.Empty(unread);

    private bool TryReadFrame(int at, out int length)
    {
        length = 0;
        ReadOnlySpan<byte> rest = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(unread)[at..];
        if (rest.Length < ProtocolLimits.FrameHeaderBytes)
            return false;
        length = 4 + (int)BinaryPrimitives.ReadUInt32LittleEndian(rest);
        Assert.InRange(length, ProtocolLimits.FrameHeaderBytes, ProtocolLimits.FrameBytesMax);
        if (rest.Length < length)
            return false;
        int head = BinaryPrimitives.ReadUInt16LittleEndian(rest[6..]);
        Assert.Equal(0, rest[5]);
        Check((FrameType)rest[4], rest.Slice(12, head), rest[(12 + head)..length]);
        return true;
    }

    private void Check(FrameType type, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        Error? error = null;
        switch (type)
        {
            case FrameType.Heartbeat: break;
            case FrameType.Welcome: Welcome.Parser.ParseFrom(head); break;
            case FrameType.Error: error = Error.Parser.ParseFrom(head); break;
            case FrameType.MetadataReply: CheckTopics(MetadataReply.Parser.ParseFrom(head)); break;
            case FrameType.SendReply: error = SendReply.Parser.ParseFrom(head).Error; break;
            case FrameType.Subscribed: error = Subscribed.Parser.ParseFrom(head).Error; break;
            case FrameType.Settled: error = Settled.Parser.ParseFrom(head).Error; break;
            case FrameType.Unsubscribed: error = Unsubscribed.Parser.ParseFrom(head).Error; break;
            case FrameType.Notice: CheckNotice(Notice.Parser.ParseFrom(head)); break;
            case FrameType.Deliver: CheckDelivery(Deliver.Parser.ParseFrom(head), body); break;
            default: Assert.Fail($"A node sends no {type} frame."); break;
        }

        if (error is not null)
            CheckError(error);
        Count(error is null ? type.ToString() : error.Code.ToString());
    }

    private void CheckTopics(MetadataReply reply)
    {
        foreach (TopicMetadata topic in reply.Topic)
        {
            if (topic.Error is { } error)
                CheckError(error);
            else
                Assert.InRange(topic.Partitions, 1, 1024);
        }
    }

    private void CheckDelivery(Deliver head, ReadOnlySpan<byte> body)
    {
        Assert.Equal(BatchFault.None, BatchReader.TryOpen(body.ToArray(), out BatchReader reader));
        int first = (int)(head.FirstOffset - head.BaseOffset);
        Assert.True(head.Count > 0 && reader.Has(first) && reader.Has(first + head.Count - 1));
        if (Deliveries.Count == DeliveriesMax)
            Deliveries.RemoveAt(0);
        Deliveries.Add(head);
    }

    private static void CheckNotice(Notice notice)
    {
        Assert.True(Enum.IsDefined(notice.Kind) && notice.Kind != NoticeKind.None);
        Assert.All(notice.Range, static range => Assert.True(range.First >= 0 && range.Count > 0));
    }

    private static void CheckError(Error error)
    {
        Assert.True(Enum.IsDefined(error.Code) && error.Code != ErrorCode.None && error.Code != ErrorCode.Internal);
        Assert.NotEmpty(error.Message);
        Assert.NotEmpty(error.NextStep);
    }

    private void Count(string name) => Counts[name] = Counts.GetValueOrDefault(name) + 1;
}
