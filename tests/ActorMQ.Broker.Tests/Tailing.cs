using System.Text;
using ActorMQ.Broker.Inspection;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

public sealed class Tailing
{
    private static readonly ProducerIdentity Producer = new(1, 2);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly SeededNode node = new(options: new BrokerOptions { TailsMax = 2, TailBytesMax = 1 });
    private readonly List<PeekedMessage> seen = [];
    private readonly Dictionary<int, long> sent = [];
    private WireClient client = null!;
    private int topic;
    private long missed;

    [Fact]
    public void What_is_stored_comes_in_order_and_once_whether_it_is_in_memory_or_read_back()
    {
        Start(partitions: 2);
        Send(0, "before");
        MessageTail tail = Tail(new TailRequest(StartPoint.End));
        for (int i = 0; i < 20; i++)
            Send(i % 2, $"a{i}", $"b{i}");
        ReadAll(tail);

        Assert.Equal([.. Bodies(0), .. Bodies(1)], BodiesSeen());
        Assert.Equal(0, missed);
        Send(1, "later");
        ReadAll(tail);
        Assert.Equal("later", Encoding.UTF8.GetString(seen[^1].Body));
        End(tail);
    }

    [Theory]
    [InlineData(StartKind.Offset, 3, 3)]
    [InlineData(StartKind.Last, 2, 4)]
    [InlineData(StartKind.Last, 100, 0)]
    [InlineData(StartKind.Time, 0, 0)]
    [InlineData(StartKind.Offset, 8, 8)]
    public void A_tail_begins_where_it_was_told(StartKind kind, long value, int first)
    {
        Start(partitions: 1);
        Send(0, "0", "1", "2", "3", "4", "5");
        MessageTail tail = Tail(new TailRequest(new StartPoint(kind, value)));
        Send(0, "6", "7", "8");
        ReadAll(tail);

        Assert.Equal(Enumerable.Range(first, 9 - first).Select(static n => $"{n}"), BodiesSeen());
        End(tail);
    }

    [Fact]
    public void A_tail_goes_on_where_another_has_ended()
    {
        Start(partitions: 2);
        MessageTail first = Tail(new TailRequest(StartPoint.End));
        Send(1, "a");
        ReadAll(first);
        long[] places = first.Positions.ToArray();
        Send(0, "b");
        Send(1, "c");
        MessageTail second = Tail(new TailRequest(StartPoint.End) { Resume = places });
        ReadAll(second);

        Assert.Equal(["a", "b", "c"], seen.Select(static one => Encoding.UTF8.GetString(one.Body)).Order());
        Assert.Equal([0L, 1], places);
        End(first, second);
    }

    [Fact]
    public void What_was_removed_before_it_could_be_shown_is_counted()
    {
        Start(partitions: 1);
        MessageTail tail = Tail(new TailRequest(StartPoint.End));
        client.AcksAtOnce = true;
        client.Subscribe("orders", "billing");
        for (int i = 0; i < 10; i++)
            Send(0, $"a{i}", $"b{i}");
        node.Until(() => node.Describe("orders").Partitions[0].FirstOffset == 20);
        Send(0, "newest");
        node.Until(() => node.Journal.ReadExtent(new Core.PartitionId(topic, 0))!.Value.FirstOffset >= 20);
        ReadAll(tail);

        Assert.True(missed > 0);
        Assert.Equal(21, missed + seen.Count);
        End(tail);
    }

    [Fact]
    public void A_node_serves_so_many_tails_and_no_more_until_one_ends()
    {
        Start(partitions: 1);
        MessageTail first = Tail(new TailRequest(StartPoint.End));
        MessageTail second = Tail(new TailRequest(StartPoint.End));
        Assert.Equal(ErrorCode.Overloaded, Refusal("orders", new TailRequest(StartPoint.End)));
        first.Dispose();
        End(second, Tail(new TailRequest(StartPoint.End)));
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        Start(partitions: 2);
        Assert.Equal(ErrorCode.UnknownTopic, Refusal("nothing", new TailRequest(StartPoint.End)));
        var third = new TailRequest(StartPoint.End) { Partition = 2 };
        Assert.Equal(ErrorCode.UnknownPartition, Refusal("orders", third));
        var other = new TailRequest(StartPoint.End) { Resume = [1, 2, 3] };
        Assert.Equal(ErrorCode.InvalidArgument, Refusal("orders", other));
    }

    [Fact]
    public void A_tail_ends_with_its_topic()
    {
        Start(partitions: 1);
        MessageTail tail = Tail(new TailRequest(StartPoint.End));
        node.Runtime.Run(async () => Assert.True((await node.Node.DeleteTopicAsync("orders")).IsOk));
        node.Runtime.Run(async () => Assert.Null(await tail.NextAsync(Soon, default)));
        Assert.True(tail.IsEnded);
        End(tail);
    }

    private void Start(int partitions)
    {
        node.Start();
        topic = node.CreateTopic("orders", partitions);
        client = node.Connect();
    }

    private void Send(int partition, params string[] bodies)
    {
        long sequence = sent.GetValueOrDefault(partition);
        sent[partition] = sequence + bodies.Length;
        node.Answer<SendReply>(
            client, client.Send(topic, partition, SeededNode.Batch(Producer, sequence, bodies)));
    }

    private MessageTail Tail(TailRequest request)
    {
        AdminResult<MessageTail> result = default;
        node.Runtime.Run(async () => result = await node.Node.Inspection.TailAsync("orders", request));
        Assert.True(result.IsOk, result.Problem?.Message);
        return result.Value!;
    }

    private ErrorCode Refusal(string name, TailRequest request)
    {
        AdminResult<MessageTail> result = default;
        node.Runtime.Run(async () => result = await node.Node.Inspection.TailAsync(name, request));
        return result.Problem!.Value.Code;
    }

    private void ReadAll(MessageTail tail) => node.Runtime.Run(async () =>
    {
        while (await tail.NextAsync(Moment, default) is { } slice)
        {
            missed += slice.Missed;
            seen.AddRange(slice.Messages);
        }
    });

    private void End(params MessageTail[] tails)
    {
        foreach (MessageTail tail in tails)
            tail.Dispose();
        node.Runtime.Run(async () => await node.Node.StopAsync());
        Assert.Equal(0, node.Node.Slabs.RentedBytes);
    }

    private string[] BodiesSeen() =>
        [.. seen.OrderBy(static one => one.Partition).Select(static one => Encoding.UTF8.GetString(one.Body))];

    // What the partition got behind its first message.
    private static IEnumerable<string> Bodies(int partition) =>
        Enumerable.Range(0, 20).Where(i => i % 2 == partition)
            .SelectMany(static i => new[] { $"a{i}", $"b{i}" });
}
