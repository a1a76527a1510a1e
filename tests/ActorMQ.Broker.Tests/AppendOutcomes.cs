using ActorMQ.Journal;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

public sealed class AppendOutcomes
{
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Theory]
    [InlineData(AppendFault.Busy)]
    [InlineData(AppendFault.UnknownStored)]
    [InlineData(AppendFault.UnknownAbsent)]
    public void An_append_without_a_clear_outcome_is_resolved_and_stored_exactly_once(AppendFault fault)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var node = new SeededNode(seed);
            node.Start();
            int topic = node.CreateTopic("orders", 1);
            WireClient client = node.Connect();
            client.AcksAtOnce = true;
            client.Subscribe("orders", "billing");
            node.Journal.Faults = new EveryThird(fault);
            uint[] sent = [.. Enumerable.Range(0, 30).Select(
                sequence => client.Send(topic, 0, SeededNode.Batch(Producer, sequence, $"m{sequence}")))];
            foreach (uint correlation in sent)
                Assert.Equal(SendStatus.Ok, node.Answer<SendReply>(client, correlation).Status);
            node.Until(() => client.Deliveries.Count >= 30);
            Assert.Equal(
                Enumerable.Range(0, 30).Select(sequence => $"m{sequence}"),
                client.Deliveries.Select(delivery => delivery.Body).Distinct());
            Assert.Equal(30, node.Describe("orders").Partitions.Single().NextOffset);
        }
    }

    [Fact]
    public void A_rejected_append_is_told_and_leaves_nothing_behind()
    {
        var (node, topic, client) = WithOneStored();
        node.Journal.Faults = new Once(AppendFault.Rejected);
        SendReply refused = node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 1, "b")));
        Assert.Equal(ErrorCode.StoreRejected, refused.Error.Code);

        SendReply? again = null;
        for (int attempt = 0; again?.Status != SendStatus.Ok && attempt < 100; attempt++)
        {
            node.Runtime.Advance(TimeSpan.FromMilliseconds(200));
            again = node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 1, "b")));
        }

        Assert.Equal((SendStatus.Ok, 1L, false), (again!.Status, again.BaseOffset, again.Duplicate));
    }

    [Fact]
    public void A_fenced_partition_answers_that_it_is_not_the_owner()
    {
        var (node, topic, client) = WithOneStored();
        Usurp(node, topic);
        SendReply refused = node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 1, "b")));
        Assert.Equal(ErrorCode.NotOwner, refused.Error.Code);
        Assert.Equal(1, node.Journal.Recover(new Core.PartitionId(topic, 0), new NoSink())!.Value.NextOffset);
    }

    [Fact]
    public void What_another_owner_stored_in_between_is_not_taken_for_the_append_without_an_answer()
    {
        var (node, topic, client) = WithOneStored();
        node.Journal.Faults = new Usurper(node.Journal);
        SendReply refused = node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 1, "b")));
        Assert.Equal(ErrorCode.NotOwner, refused.Error.Code);
        Assert.Equal(1, node.Journal.Recover(new Core.PartitionId(topic, 0), new NoSink())!.Value.NextOffset);
    }

    [Fact]
    public void An_owner_that_was_fenced_does_not_say_that_a_sequence_is_missing()
    {
        var (node, topic, client) = WithOneStored();
        Usurp(node, topic);
        SendReply refused = node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 2, "c")));
        Assert.Equal(ErrorCode.NotOwner, refused.Error.Code);
    }

    [Fact]
    public void An_owner_that_was_fenced_gives_a_new_group_nothing()
    {
        var (node, topic, client) = WithOneStored();
        Usurp(node, topic);
        node.Answer<Subscribed>(client, client.Subscribe("orders", "billing"));
        node.Runtime.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(client.Deliveries);
    }

    [Theory]
    [InlineData(AppendFault.Rejected, ErrorCode.StoreRejected)]
    [InlineData(AppendFault.StorageFull, ErrorCode.StorageFull)]
    public void A_retry_whose_first_try_is_stored_is_not_told_that_nothing_was(AppendFault fault, ErrorCode told)
    {
        var (node, topic, client) = WithOneStored();
        node.Runtime.Advance(TimeSpan.FromSeconds(1));
        // The retry waits, with a new batch, for the append after that of the first try, which is rejected.
        node.Runtime.RarePoints = point => point is "turn: one message" or "append: one under way";
        node.Journal.Faults = new Second(fault);
        uint sent = client.Send(topic, 0, SeededNode.Batch(Producer, 1, "b"));
        uint again = client.Send(topic, 0, SeededNode.Batch(Producer, 1, "b"));
        uint after = client.Send(topic, 0, SeededNode.Batch(Producer, 2, "c"));
        SendReply first = node.Answer<SendReply>(client, sent);
        SendReply retry = node.Answer<SendReply>(client, again);
        SendReply next = node.Answer<SendReply>(client, after);
        Assert.Equal((SendStatus.Ok, told), (first.Status, next.Error.Code));
        Assert.Equal(ErrorCode.StoreUnavailable, retry.Error.Code);
    }

    [Fact]
    public void A_consumer_gets_its_window_back_when_a_partition_ends()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b")));
        client.Subscribe("orders", "billing", window: 1);
        node.Until(() => client.Deliveries.Count == 1);
        node.Journal.Faults = new Once(AppendFault.Rejected);
        node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 1, "c")));
        node.Until(() => client.Deliveries.Count == 2);
        Assert.Equal("a", client.Deliveries[1].Body);
    }

    private static (SeededNode Node, int Topic, WireClient Client) WithOneStored()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a")));
        return (node, topic, client);
    }

    // Another owner takes the partition, and this one does not know.
    private static void Usurp(SeededNode node, int topic) =>
        node.Journal.Acquire([new Core.PartitionId(topic, 0)], new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));

    private sealed class EveryThird(AppendFault fault) : IAppendFaults
    {
        private int count;

        public AppendFault Next(JournalAppend append) => ++count % 3 == 0 ? fault : AppendFault.None;
    }

    private sealed class Once(AppendFault fault) : IAppendFaults
    {
        private bool isDone;

        public AppendFault Next(JournalAppend append)
        {
            AppendFault next = isDone ? AppendFault.None : fault;
            isDone = true;
            return next;
        }
    }

    private sealed class Second(AppendFault fault) : IAppendFaults
    {
        private int count;

        public AppendFault Next(JournalAppend append) => ++count == 2 ? fault : AppendFault.None;
    }

    /// <summary>Another owner takes over and appends while the first append's answer is lost.</summary>
    private sealed class Usurper(MemoryJournal journal) : IAppendFaults
    {
        private static readonly Guid nonce = new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        private bool isDone;

        public AppendFault Next(JournalAppend append)
        {
            if (isDone)
                return AppendFault.None;
            isDone = true;
            AcquiredPartition right = journal.Acquire([append.Partition], nonce)[0];
            journal.Commit([new JournalAppend
            {
                Partition = append.Partition,
                Ownership = right.Ownership,
                ExpectedSequence = right.Sequence,
                NextOffset = right.NextOffset,
            }]);
            return AppendFault.UnknownAbsent;
        }
    }

    private sealed class NoSink : IEventSink
    {
        public void OnSnapshot(ReadOnlySpan<byte> snapshot)
        {
        }

        public void OnEvents(ReadOnlySpan<byte> events)
        {
        }
    }
}
