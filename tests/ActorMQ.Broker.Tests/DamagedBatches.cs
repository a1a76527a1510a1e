using System.Text;
using ActorMQ.Broker.DeadLetters;
using ActorMQ.Broker.Inspection;
using ActorMQ.Core.Topics;
using ActorMQ.Journal;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

/// <summary>A stored batch that fails its check when it is read back.</summary>
public sealed class DamagedBatches
{
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Fact]
    public void Its_records_wait_and_the_others_go_on()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            SeededNode node = WithThree(seed);
            node.Journal.Damaged.Add(2);
            WireClient client = node.Connect();
            client.Subscribe("orders", "billing", ackWaitMs: 600_000);
            node.Until(() => client.Deliveries.Count == 4);
            node.Runtime.Advance(TimeSpan.FromMinutes(5));
            Assert.Equal(["a", "b", "e", "f"], client.Deliveries.Select(static one => one.Body));

            node.Journal.Damaged.Clear();
            node.Until(() => client.Deliveries.Count == 6);
            Assert.Equal([("c", 1), ("d", 1)], client.Deliveries.Skip(4).Select(static one => (one.Body, one.Attempt)));
            Assert.Single(client.Deliveries.Select(static one => one.Tenure).Distinct());
        }
    }

    [Fact]
    public void A_partition_of_which_all_is_damaged_stays_open_for_senders()
    {
        SeededNode node = WithThree(seed: 1);
        node.Journal.Damaged.UnionWith([0, 2, 4]);
        WireClient client = node.Connect();
        client.Subscribe("orders", "billing");
        node.Runtime.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(client.Deliveries);
        int topic = node.Describe("orders").Summary.Id;
        ReadOnlyMemory<byte> more = SeededNode.Batch(new ProducerIdentity(3, 4), 0, "g");
        Assert.Equal(6, node.Answer<SendReply>(client, client.Send(topic, 0, more)).BaseOffset);
        node.Until(() => client.Deliveries.Count == 1);
        Assert.Equal(7, node.Describe("orders").Partitions.Single().Groups.Single().Lag);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_move_out_of_it_waits_and_those_behind_it_pass(bool isRowSound)
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            SeededNode node = WithThree(seed);
            ISet<long> damaged = isRowSound ? node.Journal.Spoiled : node.Journal.Damaged;
            RejectUnsent(node, 2, 3, 4);
            damaged.Add(2);
            node.Kill();
            node.Journal.Faults = null;

            WireClient client = node.Connect();
            client.Subscribe("orders", "billing", ackWaitMs: 600_000);
            node.Until(() => client.Deliveries.Count == 3 && MovesOf(node) == 2);
            Assert.Equal(["e"], DeadLettersOf(node));
            Received last = client.Deliveries[^1];
            node.Answer<Settled>(client, client.Reject(last, "late"));
            node.Until(() => DeadLettersOf(node).Length == 2);
            node.Runtime.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal(2, MovesOf(node));

            damaged.Clear();
            node.Until(() => MovesOf(node) == 0);
            Assert.Equal(["e", last.Body, "c", "d"], DeadLettersOf(node));
            Assert.Single(client.Deliveries.Select(static one => one.Tenure).Distinct());
        }
    }

    [Fact]
    public void A_move_out_of_a_log_is_given_up_when_its_age_is_over()
    {
        SeededNode node = WithThree(seed: 1, new TopicSettings(RetentionMs: 60_000));
        RejectUnsent(node, 0);
        node.Journal.Damaged.Add(0);
        node.Kill();
        node.Journal.Faults = null;
        node.Runtime.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(1, MovesOf(node));
        node.Runtime.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, MovesOf(node));
        node.Until(() => node.Describe("orders").Partitions.Single().FirstOffset == 6);
        Assert.Empty(DeadLettersOf(node));
    }

    [Fact]
    public void A_redrive_out_of_it_leaves_a_dead_letter()
    {
        var node = new SeededNode(1, new BrokerOptions { CacheBytesMax = 1 });
        DeadLetterStage stage = DeadLetterStage.With(node, partitions: 1, "a");
        node.Journal.Faults = new Without(LettersOf(node).Topic);
        node.Runtime.Run(async () =>
        {
            DeadLetterRun run = (await node.Node.DeadLetters.RedriveAsync(
                "orders", "billing", DeadLetterSelection.All)).Value!;
            await foreach (DeadLetterProgress progress in run.RunAsync())
            {
                if (progress.Done == 1)
                    break;
            }
        });
        node.Journal.Damaged.Add(0);
        node.Kill();
        node.Journal.Faults = null;
        node.Until(() => node.Describe(DeadLetterStage.DeadLetters).Partitions.Single().Groups.Single().Moves == 0);
        node.Journal.Damaged.Clear();
        Assert.Single(stage.List());
    }

    [Fact]
    public void A_look_ends_before_it_and_then_tells_at_once()
    {
        SeededNode node = WithThree(seed: 1);
        node.Journal.Damaged.Add(2);
        TimeSpan begun = node.Runtime.Clock.Now;
        AdminResult<PeekedPage> before = Peek(node, new PeekRequest(StartPoint.At(0), 10));
        Assert.Equal([0L, 1], before.Value!.Messages.Select(static one => one.Offset));
        AdminResult<PeekedPage> there =
            Peek(node, new PeekRequest(StartPoint.At(0), 10) { After = before.Value.Next });
        Assert.Equal(ErrorCode.DamagedRecords, there.Problem?.Code);
        Assert.Contains("from offset 2 to 3", there.Problem?.Message, StringComparison.Ordinal);
        Assert.Contains("from offset 4 on", there.Problem?.NextStep, StringComparison.Ordinal);
        Assert.Equal(2, Peek(node, new PeekRequest(StartPoint.At(4), 10)).Value!.Messages.Count);
        Assert.InRange((node.Runtime.Clock.Now - begun).TotalSeconds, 0, 1);
    }

    [Fact]
    public void A_tail_counts_its_records_as_missed()
    {
        SeededNode node = WithThree(seed: 1);
        node.Journal.Damaged.Add(2);
        var slices = new List<TailSlice>();
        node.Runtime.Run(async () =>
        {
            using MessageTail tail =
                (await node.Node.Inspection.TailAsync("orders", new TailRequest(StartPoint.At(0)))).Value!;
            while (await tail.NextAsync(TimeSpan.FromSeconds(5), default) is { } slice)
                slices.Add(slice);
        });
        Assert.Equal(2, slices.Sum(static slice => slice.Missed));
        Assert.Equal([0L, 1, 4, 5], slices.SelectMany(static slice => slice.Messages).Select(static one => one.Offset));
    }

    [Fact]
    public void Of_dead_letters_the_sound_ones_are_worked_on_and_the_rest_is_told()
    {
        var node = new SeededNode(1, new BrokerOptions { CacheBytesMax = 1 });
        DeadLetterStage stage = DeadLetterStage.With(node, partitions: 1, "a");
        stage.GiveUp("b");
        stage.GiveUp("c", "d");
        node.Journal.Damaged.Add(1);
        TimeSpan begun = node.Runtime.Clock.Now;

        DeadLetterPage page = List(node, default).Value!;
        Assert.Equal([0L], page.Letters.Select(static one => one.Place.Offset));
        Assert.Equal(ErrorCode.DamagedRecords, List(node, page.Next!.Value).Problem?.Code);
        Assert.Equal(2, List(node, new MessagePlace(0, 2)).Value!.Letters.Count);

        (int exported, Problem? problem) = Export(node);
        Assert.Equal((3, ErrorCode.DamagedRecords), (exported, problem?.Code));
        DeadLetterProgress end = stage.Redrive(DeadLetterSelection.All);
        Assert.Equal((3L, false, ErrorCode.DamagedRecords), (end.Done, end.IsDone, end.Problem?.Code));
        Assert.InRange((node.Runtime.Clock.Now - begun).TotalSeconds, 0, 5);

        node.Journal.Damaged.Clear();
        Assert.Equal(1, Assert.Single(stage.List()).Place.Offset);
    }

    private static Core.PartitionId LettersOf(SeededNode node) =>
        new(node.Describe(DeadLetterStage.DeadLetters).Summary.Id, 0);

    private static AdminResult<PeekedPage> Peek(SeededNode node, PeekRequest request)
    {
        AdminResult<PeekedPage> answer = default;
        node.Runtime.Run(async () => answer = await node.Node.Inspection.PeekAsync("orders", request));
        return answer;
    }

    private static AdminResult<DeadLetterPage> List(SeededNode node, MessagePlace from)
    {
        AdminResult<DeadLetterPage> answer = default;
        node.Runtime.Run(async () => answer = await node.Node.DeadLetters.ListAsync(
            "orders", "billing", DeadLetterFilter.All, from, limit: 100));
        return answer;
    }

    private static (int Count, Problem? Problem) Export(SeededNode node)
    {
        (int Count, Problem? Problem) end = default;
        node.Runtime.Run(async () =>
        {
            DeadLetterExport export =
                (await node.Node.DeadLetters.ExportAsync("orders", "billing", DeadLetterFilter.All)).Value!;
            await foreach (DeadLetter _ in export.ReadAsync())
                end.Count++;
            end.Problem = export.Problem;
        });
        return end;
    }

    private static int MovesOf(SeededNode node) =>
        node.Describe("orders").Partitions.Single().Groups.Single().Moves;

    /// <summary>These messages are rejected, and do not get to the dead letters before the journal is whole.</summary>
    private static void RejectUnsent(SeededNode node, params long[] offsets)
    {
        WireClient client = node.Connect();
        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == 6);
        node.Journal.Faults = new Without(node.Describe("orders").Summary.Id);
        foreach (Received one in client.Deliveries.Where(one => offsets.Contains(one.Offset)).ToArray())
            node.Answer<Settled>(client, client.Reject(one, "no"));
    }

    private static string[] DeadLettersOf(SeededNode node)
    {
        AdminResult<PeekedPage> answer = default;
        node.Runtime.Run(async () => answer = await node.Node.Inspection.PeekAsync(
            DeadLetterStage.DeadLetters, new PeekRequest(StartPoint.At(0), 100)));
        return [.. (answer.Value?.Messages ?? []).Select(static one => Encoding.UTF8.GetString(one.Body))];
    }

    private static SeededNode WithThree(ulong seed, TopicSettings? log = null)
    {
        var node = new SeededNode(seed, new BrokerOptions { CacheBytesMax = 1 });
        node.Start();
        int topic = node.CreateTopic("orders", 1, log);
        WireClient client = node.Connect();
        foreach ((int sequence, string[] bodies) in
            ((int, string[])[])[(0, ["a", "b"]), (2, ["c", "d"]), (4, ["e", "f"])])
            node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, sequence, bodies)));
        client.Connection.Close(Protocol.CloseReason.Shutdown);
        node.Restart();
        return node;
    }

    /// <summary>Appends of other topics are not stored.</summary>
    private sealed class Without(int topic) : IAppendFaults
    {
        public AppendFault Next(JournalAppend append) =>
            append.Partition.Topic == topic ? AppendFault.None : AppendFault.Busy;
    }
}
