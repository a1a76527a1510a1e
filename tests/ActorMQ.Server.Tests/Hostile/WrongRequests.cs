using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using Google.Protobuf;

namespace ActorMQ.Server.Tests.Hostile;

/// <summary>Well-formed frames after a proper handshake whose content is wrong.</summary>
public sealed class WrongRequests(VictimNode node) : IClassFixture<VictimNode>
{
    private static readonly FrameType[] ReadTypes =
        [FrameType.Metadata, FrameType.Send, FrameType.Subscribe, FrameType.Settle, FrameType.Unsubscribe];

    [Fact]
    public async Task A_batch_cut_at_every_byte_is_refused_and_not_stored()
    {
        byte[] batch = Batch("cut");
        await using RawWire wire = await RawWire.GreetedAsync(node.Port);
        for (int length = 0; length < batch.Length; length++)
            Assert.Equal(ErrorCode.BadBatch, await SendAsync(wire, batch[..length]));
        await node.AssertUnaffectedAsync();
    }

    [Fact]
    public async Task A_batch_with_any_byte_changed_is_refused_but_where_the_node_stamps_itself()
    {
        // The base offset and the epoch are the node's to write: what a client puts there has no meaning.
        Range stamped = 16..32;
        byte[] batch = Batch("changed");
        await using RawWire wire = await RawWire.GreetedAsync(node.Port);
        for (int at = 0; at < batch.Length; at++)
        {
            byte[] changed = [.. batch];
            changed[at] ^= 0x10;
            if (at < stamped.Start.Value || at >= stamped.End.Value)
                Assert.True(await SendAsync(wire, changed) == ErrorCode.BadBatch, $"byte {at}");
        }
        await node.AssertUnaffectedAsync();
    }

    [Fact]
    public async Task Two_batches_in_one_frame_and_bytes_behind_a_batch_are_refused()
    {
        byte[] batch = Batch("twice");
        await using RawWire wire = await RawWire.GreetedAsync(node.Port);

        Assert.Equal(ErrorCode.BadBatch, await SendAsync(wire, [.. batch, .. batch]));
        Assert.Equal(ErrorCode.BadBatch, await SendAsync(wire, [.. batch, 0]));
        await node.AssertUnaffectedAsync();
    }

    [Theory]
    [InlineData(BatchClass.Control)]
    [InlineData(BatchClass.Delayed)]
    public async Task A_class_of_messages_that_clients_may_not_send_is_refused(BatchClass kind)
    {
        await using RawWire wire = await RawWire.GreetedAsync(node.Port);

        Assert.NotEqual(ErrorCode.None, await SendAsync(wire, Batch("class", kind)));
        await node.AssertUnaffectedAsync();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(int.MaxValue, 0)]
    [InlineData(1, -1)]
    [InlineData(1, 2)]
    [InlineData(1, int.MaxValue)]
    public async Task A_partition_that_is_not_there_is_named(int topicId, int partition)
    {
        await using RawWire wire = await RawWire.GreetedAsync(node.Port);

        await wire.SendAsync(RawWire.Frame(
            FrameType.Send, new Send { TopicId = topicId, Partition = partition }, Batch("nowhere")));

        Assert.Equal(ErrorCode.UnknownPartition, (await wire.NextAsync())!.Refusal);
    }

    [Theory]
    [InlineData("nowhere", "g", 10, 10_000, ErrorCode.UnknownTopic)]
    [InlineData(VictimNode.Topic, "", 10, 10_000, ErrorCode.InvalidName)]
    [InlineData(VictimNode.Topic, "a b", 10, 10_000, ErrorCode.InvalidName)]
    [InlineData(VictimNode.Topic, "g", 0, 10_000, ErrorCode.InvalidArgument)]
    [InlineData(VictimNode.Topic, "g", -5, 10_000, ErrorCode.InvalidArgument)]
    [InlineData(VictimNode.Topic, "g", int.MaxValue, 10_000, ErrorCode.InvalidArgument)]
    [InlineData(VictimNode.Topic, "g", 10, -1, ErrorCode.InvalidArgument)]
    [InlineData(VictimNode.Topic, "g", 10, int.MaxValue, ErrorCode.InvalidArgument)]
    public async Task A_subscription_that_cannot_be_is_refused(
        string topic, string group, int messages, int bytes, ErrorCode expected)
    {
        await using RawWire wire = await RawWire.GreetedAsync(node.Port);

        await wire.SendAsync(RawWire.Frame(FrameType.Subscribe, new Subscribe
        {
            Topic = topic,
            Group = group,
            ConsumerId = 1,
            WindowMessages = messages,
            WindowBytes = bytes,
        }));

        Assert.Equal(expected, (await wire.NextAsync())!.Refusal);
        await node.AssertUnaffectedAsync();
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, -1, 5)]
    [InlineData(0, 0, -1)]
    [InlineData(0, 0, int.MaxValue)]
    [InlineData(0, long.MaxValue, 5)]
    [InlineData(-1, 0, 1)]
    [InlineData(99, 0, 1)]
    public async Task A_settlement_of_what_was_never_handed_out_changes_nothing(int partition, long first, int count)
    {
        await using RawWire wire = await RawWire.GreetedAsync(node.Port);
        await wire.SendAsync(RawWire.Frame(FrameType.Subscribe, new Subscribe
        {
            Topic = VictimNode.Topic,
            Group = "settler",
            ConsumerId = 2,
            WindowMessages = 1,
            WindowBytes = 1_000,
        }));
        Subscribed subscribed = Subscribed.Parser.ParseFrom((await wire.NextAsync())!.Head);

        await wire.SendAsync(RawWire.Frame(FrameType.Settle, new Settle
        {
            SubscriptionId = subscribed.SubscriptionId,
            Partition = partition,
            Tenure = 777,
            WantReply = true,
            Range = { new SettleRange { First = first, Count = count, Attempt = 1 } },
        }));
        RawFrame? answer = await wire.NextAsync();
        while (answer is { Type: FrameType.Deliver })
            answer = await wire.NextAsync();

        bool isRefused = answer!.Refusal != ErrorCode.None;
        Assert.True(isRefused || Settled.Parser.ParseFrom(answer.Head).StaleCount > 0, $"{answer}");
        await wire.DisposeAsync();
        await node.AssertUnaffectedAsync();
    }

    [Fact]
    public async Task A_head_that_is_noise_ends_the_connection_with_a_reason()
    {
        foreach (FrameType type in ReadTypes)
        {
            byte[] frame = RawWire.Frame(type, new MetadataReply { NodeId = "noise" });
            frame.AsSpan(12).Fill(0xff);
            await using RawWire wire = await RawWire.GreetedAsync(node.Port);
            await wire.SendAsync(frame);
            Assert.Equal([ErrorCode.BadFrame], await wire.ReadToEndAsync());
        }
        await node.AssertUnaffectedAsync();
    }

    [Theory]
    [InlineData(FrameType.Hello)]
    [InlineData(FrameType.Welcome)]
    [InlineData(FrameType.MetadataReply)]
    [InlineData(FrameType.SendReply)]
    [InlineData(FrameType.Deliver)]
    [InlineData(FrameType.Settled)]
    public async Task A_frame_that_only_a_node_sends_ends_the_connection_with_a_reason(FrameType type)
    {
        await using RawWire wire = await RawWire.GreetedAsync(node.Port);

        await wire.SendAsync(RawWire.Frame(type, null));

        Assert.Single(await wire.ReadToEndAsync());
        await node.AssertUnaffectedAsync();
    }

    [Fact]
    public async Task Heartbeats_and_frames_that_come_byte_by_byte_are_taken()
    {
        await using RawWire wire = await RawWire.GreetedAsync(node.Port);
        byte[] bytes = [.. RawWire.Frame(FrameType.Heartbeat, null), .. RawWire.Frame(FrameType.Metadata, null)];
        foreach (byte single in bytes)
            await wire.SendAsync([single]);

        Assert.Equal(FrameType.MetadataReply, (await wire.NextAsync())!.Type);
    }

    private async Task<ErrorCode> SendAsync(RawWire wire, byte[] batch)
    {
        await wire.SendAsync(RawWire.Frame(FrameType.Send, new Send { TopicId = node.TopicId }, batch));
        return (await wire.NextAsync())!.Refusal;
    }

    private static byte[] Batch(string text, BatchClass kind = BatchClass.Plain)
    {
        var builder = new BatchBuilder(1_024);
        Assert.True(builder.TryAdd(ByteString.CopyFromUtf8(text + " 1").Span));
        Assert.True(builder.TryAdd("key"u8, "tag"u8, null, ByteString.CopyFromUtf8(text + " 2").Span));
        var producer = new ProducerIdentity(1, (ulong)text.GetHashCode(StringComparison.Ordinal));
        return builder.Seal(new BatchStamp(producer, 0, 0, 0, 1_700_000_000_000, kind)).ToArray();
    }
}
