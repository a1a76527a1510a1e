using ActorMQ.Protocol.Wire;
using Xunit;

namespace ActorMQ.Protocol.Tests;

/// <summary>Bytes and numbers of version 1, which never change. docs/protocol.md shows the same.</summary>
public sealed class GoldenBytesTests
{
    [Fact]
    public void A_heartbeat_is_its_header_alone() =>
        AssertBytes("08000000" + "03" + "00" + "0000" + "00000000", new OutboundFrame(FrameType.Heartbeat, 0, null));

    [Fact]
    public void A_send_is_header_head_and_batch() => AssertBytes(
        "11000000" + "07" + "00" + "0600" + "2A000000" + "080310071801" + "AABBCC",
        new OutboundFrame(
            FrameType.Send,
            42,
            new Send { TopicId = 3, Partition = 7, Generation = 1 },
            new byte[] { 0xAA, 0xBB, 0xCC }));

    [Fact]
    public void A_settle_names_ranges() => AssertBytes(
        "1A000000" + "0C" + "00" + "1200" + "05000000"
            + "0809" + "1002" + "1801" + "2208" + "0864" + "100A" + "1801" + "2001" + "2801",
        new OutboundFrame(FrameType.Settle, 5, new Settle
        {
            SubscriptionId = 9,
            Partition = 2,
            Tenure = 1,
            Range = { new SettleRange { First = 100, Count = 10, Attempt = 1, Kind = SettleKind.Nack } },
            WantReply = true,
        }));

    [Fact]
    public void Numbers_of_frames_never_change() => Assert.Equal(
        "None 0, Hello 1, Welcome 2, Heartbeat 3, Error 4, Metadata 5, MetadataReply 6, Send 7, SendReply 8, "
        + "Subscribe 9, Subscribed 10, Deliver 11, Settle 12, Settled 13, Unsubscribe 14, "
        + "Unsubscribed 15, Drain 16, Drained 17",
        string.Join(", ", Enum.GetValues<FrameType>().Select(static type => $"{type} {(int)type}")));

    [Fact]
    public void Numbers_of_errors_never_change() => Assert.Equal(
        "None 0, BadFrame 1001, UnsupportedProtocol 1002, FrameTooLarge 1003, UnknownFrameType 1004, "
        + "NotGreeted 1005, TooManyConnections 1006, ShuttingDown 1007, Timeout 1008, Internal 1009, "
        + "Unreachable 1010, ConnectionLost 1011, Closed 1012, UnknownTopic 2001, UnknownPartition 2002, "
        + "InvalidName 2003, TopicExists 2004, TooManyTopics 2005, TooManyPartitions 2006, NotOwner 2007, "
        + "StaleRoute 2008, InvalidArgument 2009, BadBatch 3001, TooLarge 3002, MixedBatch 3003, "
        + "StaleProducerEpoch 3004, SequenceGap 3005, TooManyProducers 3006, Overloaded 3007, "
        + "StorageFull 3008, StoreRejected 3009, StoreUnavailable 3010, DeliveryTimeout 3011, "
        + "UnknownProducer 3012, SequenceForgotten 3013, UnknownSubscription 4001, StaleDelivery 4002, "
        + "TooManySubscriptions 4003, TooManyGroups 4004, InvalidRange 4005, DamagedDelivery 4006",
        string.Join(", ", Enum.GetValues<ErrorCode>().Select(static code => $"{code} {(int)code}")));

    private static void AssertBytes(string hex, OutboundFrame frame) =>
        Assert.Equal(hex, Convert.ToHexString(ProtocolCodec.Encode(frame)));
}
