using ActorMQ.Protocol.Wire;
using Google.Protobuf;
using Xunit;

namespace ActorMQ.Protocol.Tests;

/// <summary>Heads out of bytes that may be anything.</summary>
public sealed class HeadTests
{
    [Fact]
    public void A_cut_head_never_throws_and_is_the_whole_only_at_its_end()
    {
        byte[] whole = Sample().ToByteArray();
        for (int length = 0; length < whole.Length; length++)
        {
            bool isHead = ProtocolCodec.TryParse(whole.AsSpan(0, length), out Settle? parsed);
            Assert.False(isHead && parsed!.Equals(Sample()));
        }
        Assert.True(ProtocolCodec.TryParse(whole, out Settle? last));
        Assert.Equal(Sample(), last);
    }

    [Fact]
    public void Any_bytes_make_a_head_or_a_refusal()
    {
        for (int seed = 0; seed < 5000; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            if (ProtocolCodec.TryParse(bytes, out MetadataReply? head))
                Assert.NotNull(head);
        }
    }

    [Fact]
    public void A_claimed_length_within_a_head_costs_no_memory()
    {
        // Field 3 of Hello, client_id, said to be 2 GiB long; field 1 of MetadataReply likewise.
        byte[] lie = [0x1A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x01];
        byte[] otherLie = [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x01];
        Assert.False(ProtocolCodec.TryParse(lie, out Hello? _));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(ProtocolCodec.TryParse(lie, out Hello? _));
        Assert.False(ProtocolCodec.TryParse(otherLie, out MetadataReply? _));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    // The parser's own sum of position and length overflows, and it throws something else than it should.
    [Fact]
    public void A_claimed_length_at_the_end_of_its_range_is_a_refusal()
    {
        byte[] lie = [0x08, 0x01, 0x18, 0x01, 0x22, 0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        Assert.False(ProtocolCodec.TryParse(lie, out Settle? _));
        Assert.False(ProtocolCodec.TryMerge(lie, new Settle()));
        Assert.Throws<UnreadableHeadException>(() => ProtocolCodec.Parse(Settle.Parser, lie));
    }

    [Fact]
    public void A_reused_hot_head_costs_little()
    {
        byte[] bytes = new Send { TopicId = 3, Partition = 5, Generation = 1 }.ToByteArray();
        var head = new Send();
        Assert.True(ProtocolCodec.TryMerge(bytes, head));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 100; round++)
            Assert.True(ProtocolCodec.TryMerge(bytes, head));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100);
    }

    private static Settle Sample()
    {
        var settle = new Settle { SubscriptionId = 12345678901, Partition = 7, Tenure = 3, WantReply = true };
        for (int index = 0; index < 5; index++)
        {
            settle.Range.Add(
                new SettleRange { First = index * 1000, Count = 10, Attempt = 2, Kind = SettleKind.Extend });
        }
        return settle;
    }
}
