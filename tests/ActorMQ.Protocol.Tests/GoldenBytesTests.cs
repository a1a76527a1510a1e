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
    public void A_nack_carries_its_delay_and_its_reason_a_delay_of_nothing_too() => AssertBytes(
        "18000000" + "0C" + "00" + "1000" + "06000000"
            + "220E" + "0864" + "1001" + "1802" + "2001" + "2800" + "3202" + "6E6F",
        new OutboundFrame(FrameType.Settle, 6, new Settle
        {
            Range =
            {
                new SettleRange
                {
                    First = 100, Count = 1, Attempt = 2, Kind = SettleKind.Nack, DelayMs = 0, Reason = "no",
                },
            },
        }));

    [Fact]
    public void A_settle_says_that_claims_are_complete_for_how_long_and_when_to_pause() => AssertBytes(
        "12000000" + "0C" + "00" + "0A00" + "07000000"
            + "0809" + "3801" + "40E0D403" + "4801",
        new OutboundFrame(FrameType.Settle, 7, new Settle
        {
            SubscriptionId = 9,
            ClaimsComplete = true,
            AckWaitMs = 60_000,
            Pause = true,
        }));

    [Fact]
    public void A_subscription_that_comes_back_says_so() => AssertBytes(
        "14000000" + "09" + "00" + "0C00" + "01000000" + "0A0174" + "120167" + "1805" + "3808" + "4001",
        new OutboundFrame(FrameType.Subscribe, 1, new Subscribe
        {
            Topic = "t",
            Group = "g",
            ConsumerId = 5,
            Concurrency = 8,
            Resume = true,
        }));

    [Fact]
    public void A_notice_names_what_was_lost() => AssertBytes(
        "16000000" + "12" + "00" + "0E00" + "00000000" + "0801" + "1009" + "1802" + "2206" + "0864" + "100A" + "1801",
        new OutboundFrame(FrameType.Notice, 0, new Notice
        {
            Kind = NoticeKind.LockLost,
            SubscriptionId = 9,
            Partition = 2,
            Range = { new LostRange { First = 100, Count = 10, Attempt = 1 } },
        }));

    [Fact]
    public void Numbers_of_settle_kinds_and_notices_never_change()
    {
        Assert.Equal("Ack 0, Nack 1, Extend 2, Reject 3, Start 4", Numbers<SettleKind>());
        Assert.Equal("None 0, LockLost 1, SlowConsumer 2", Numbers<NoticeKind>());
    }

    [Fact]
    public void Numbers_of_frames_never_change() => Assert.Equal(
        "None 0, Hello 1, Welcome 2, Heartbeat 3, Error 4, Metadata 5, MetadataReply 6, Send 7, SendReply 8, "
        + "Subscribe 9, Subscribed 10, Deliver 11, Settle 12, Settled 13, Unsubscribe 14, "
        + "Unsubscribed 15, Drain 16, Drained 17, Notice 18",
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
        + "TooManySubscriptions 4003, TooManyGroups 4004, InvalidRange 4005, DamagedDelivery 4006, "
        + "UnknownGroup 4007, DamagedRecords 4008",
        string.Join(", ", Enum.GetValues<ErrorCode>().Select(static code => $"{code} {(int)code}")));

    private static string Numbers<T>()
        where T : struct, Enum =>
        string.Join(", ", Enum.GetValues<T>().Select(static value => $"{value} {Convert.ToInt32(value)}"));

    private static void AssertBytes(string hex, OutboundFrame frame) =>
        Assert.Equal(hex, Convert.ToHexString(ProtocolCodec.Encode(frame)));
}
