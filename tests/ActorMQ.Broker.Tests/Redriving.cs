using ActorMQ.Broker.DeadLetters;
using ActorMQ.Core.Groups;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Broker.Tests;

/// <summary>Dead letters looked at, sent back and purged by an administrator.</summary>
public sealed class Redriving
{
    [Fact]
    public void All_go_back_to_the_group_that_gave_them_up()
    {
        DeadLetterStage stage = DeadLetterStage.With(partitions: 2, "a", "b", "c", "d");
        DeadLetterProgress end = stage.Redrive(DeadLetterSelection.All);

        Assert.Equal(new DeadLetterProgress(4, 4, 0, IsDone: true, Problem: null), end);
        stage.Node.Until(() => stage.Client.Deliveries.Count == 8);
        Assert.Equal(["a", "b", "c", "d"], stage.Client.Deliveries.Skip(4).Select(static one => one.Body).Order());
        Assert.All(stage.Client.Deliveries.Skip(4), static one => Assert.Equal("1", one.Header("amq-redrives")));
        Assert.All(stage.Client.Deliveries.Skip(4), static one => Assert.Null(one.Header("amq-reason")));
        Assert.Empty(stage.List());
    }

    [Fact]
    public void One_goes_back_to_its_partition_and_the_others_stay()
    {
        DeadLetterStage stage = DeadLetterStage.With(partitions: 2, "a", "b", "c", "d");
        DeadLetter wanted = stage.List().Single(static one => one.Reason == "d is bad");
        Assert.Equal(1, stage.Redrive(DeadLetterSelection.Of(wanted.Place)).Done);

        stage.Node.Until(() => stage.Client.Deliveries.Count == 5);
        Received back = stage.Client.Deliveries[^1];
        Assert.Equal(("d", wanted.OriginPartition), (back.Body, back.Partition));
        Assert.Equal(3, stage.List().Count);
        Assert.Equal(0, stage.Redrive(DeadLetterSelection.Of(wanted.Place, new(0, 77))).Selected);
    }

    [Fact]
    public void A_filter_chooses_by_what_is_told_of_them()
    {
        DeadLetterStage stage = DeadLetterStage.With(partitions: 1, "a", "b", "c");
        DeadLetter first = stage.List()[0];
        Assert.Equal(("Rejected", 1, 0L), (first.Cause, first.Attempts, first.Redrives));
        Assert.Single(stage.List(new DeadLetterFilter { Reason = "B IS" }));
        Assert.Equal(3, stage.List(new DeadLetterFilter { Cause = "rejected", MinAttempts = 1, Key = "" }).Count);
        Assert.Empty(stage.List(new DeadLetterFilter { MinAttempts = 2 }));
        Assert.Empty(stage.List(new DeadLetterFilter { Key = "k" }));
        Assert.Equal(3, stage.List(new DeadLetterFilter { FromUnixMs = first.MovedUnixMs }).Count);
        Assert.Empty(stage.List(new DeadLetterFilter { ToUnixMs = first.MovedUnixMs }));
        Assert.Equal(1, stage.Redrive(DeadLetterSelection.Of(new DeadLetterFilter { Reason = "b is" })).Done);
        Assert.Equal(2, stage.List().Count);
    }

    [Fact]
    public void A_rate_is_kept()
    {
        DeadLetterStage stage = DeadLetterStage.With(
            partitions: 2, [.. Enumerable.Range(0, 40).Select(static one => $"{one}")]);
        TimeSpan begun = stage.Node.Runtime.Clock.Now;
        Assert.Equal(40, stage.Redrive(DeadLetterSelection.All, rate: 10).Done);
        Assert.InRange((stage.Node.Runtime.Clock.Now - begun).TotalSeconds, 3.5, 6);
    }

    [Fact]
    public void Other_groups_do_not_get_what_they_had()
    {
        DeadLetterStage stage = DeadLetterStage.With(partitions: 1, "a");
        WireClient other = stage.Node.Connect();
        other.AcksAtOnce = true;
        stage.Node.Answer<Subscribed>(other, other.Subscribe("orders", "audit"));
        stage.Redrive(DeadLetterSelection.All);
        stage.Send("b");
        stage.Node.Until(() => other.Deliveries.Any(static one => one.Body == "b"));
        Assert.DoesNotContain(other.Deliveries, static one => one.Header("amq-redrives") is not null);
        Assert.Contains(stage.Client.Deliveries, static one => one.Header("amq-redrives") == "1");
        stage.Node.Until(() => stage.LagOf("audit") == 0);
    }

    [Fact]
    public void Given_up_again_it_tells_how_often_it_was_sent_back()
    {
        DeadLetterStage stage = DeadLetterStage.With(partitions: 1, "a");
        for (int redrives = 1; redrives <= 2; redrives++)
        {
            stage.Redrive(DeadLetterSelection.All);
            stage.Node.Until(() => stage.Client.Deliveries.Count == 1 + redrives);
            stage.Node.Answer<Settled>(
                stage.Client, stage.Client.Reject(stage.Client.Deliveries[^1], $"again {redrives}"));
            stage.Node.Until(() => stage.LagOf("billing") == 0);
            DeadLetter letter = Assert.Single(stage.List());
            Assert.Equal((redrives, $"again {redrives}"), (letter.Redrives, letter.Reason));
            Assert.Equal(redrives, letter.OriginOffset);
        }
    }

    [Fact]
    public void A_topic_or_a_group_that_is_gone_refuses_and_nothing_moves()
    {
        DeadLetterStage stage = DeadLetterStage.With(partitions: 1, "a");
        stage.Node.Runtime.Run(async () => await stage.Node.Node.DeleteGroupAsync("orders", "billing"));
        Assert.Equal(ErrorCode.UnknownGroup, stage.Refusal("orders", "billing"));
        stage.Node.PutGroup("orders", "billing", new GroupPolicy());
        Assert.Single(stage.List());
        stage.Node.Runtime.Run(async () => await stage.Node.Node.DeleteTopicAsync("orders"));
        Assert.Equal(ErrorCode.UnknownTopic, stage.Refusal("orders", "billing"));
        stage.Node.CreateTopic("orders", 1);
        stage.Node.PutGroup("orders", "billing", new GroupPolicy());
        Assert.Single(stage.List());
    }

    [Fact]
    public void A_target_that_goes_in_the_midst_leaves_its_records_as_dead_letters()
    {
        DeadLetterStage stage = DeadLetterStage.With(
            partitions: 1, [.. Enumerable.Range(0, 30).Select(static one => $"{one}")]);
        DeadLetterProgress last = default;
        stage.Node.Runtime.Run(async () =>
        {
            AdminResult<DeadLetterRun> run = await stage.Node.Node.DeadLetters.RedriveAsync(
                "orders", "billing", DeadLetterSelection.All, rate: 10);
            await foreach (DeadLetterProgress progress in run.Value!.RunAsync())
            {
                if (progress.Done == 5)
                    await stage.Node.Node.DeleteGroupAsync("orders", "billing");
                last = progress;
            }
        });
        Assert.Equal(ErrorCode.UnknownGroup, last.Problem?.Code);
        stage.Node.PutGroup("orders", "billing", new GroupPolicy());
        stage.Node.Runtime.Advance(TimeSpan.FromSeconds(5));
        Assert.InRange(stage.List().Count, 25, 26);
    }

    [Fact]
    public void A_purge_frees_the_space()
    {
        DeadLetterStage stage = DeadLetterStage.With(partitions: 1, "a", "b", "c");
        Assert.Equal(1, stage.Purge(DeadLetterSelection.Of(new DeadLetterFilter { Reason = "b is" })).Done);
        DeadLetterProgress end = stage.Purge(DeadLetterSelection.All);
        Assert.Equal(new DeadLetterProgress(2, 2, 0, IsDone: true, Problem: null), end);
        Assert.Empty(stage.List());
        Assert.Equal(3, stage.Client.Deliveries.Count);
        stage.Node.Until(() => stage.Node.Describe(DeadLetterStage.DeadLetters).Partitions[0].FirstOffset == 3);
    }

    [Fact]
    public void A_list_comes_in_pages_and_an_export_is_whole()
    {
        string[] bodies = [.. Enumerable.Range(0, 50).Select(static one => $"{one}")];
        DeadLetterStage stage = DeadLetterStage.With(partitions: 3, bodies);
        Assert.Equal(stage.List(), stage.List(limit: 7), static (one, other) => one.Place == other.Place);
        List<DeadLetter> exported = [];
        stage.Node.Runtime.Run(async () =>
        {
            AdminResult<DeadLetterExport> export =
                await stage.Node.Node.DeadLetters.ExportAsync("orders", "billing", DeadLetterFilter.All);
            await foreach (DeadLetter letter in export.Value!.ReadAsync())
                exported.Add(letter);
            Assert.Null(export.Value.Problem);
        });
        Assert.Equal(50, exported.DistinctBy(static one => one.Place).Count());
    }

    [Fact]
    public void A_shared_topic_keeps_each_groups_dead_letters_apart()
    {
        var node = new SeededNode();
        DeadLetterStage stage = DeadLetterStage.With(node, partitions: 1);
        node.PutGroup("orders", "billing", new GroupPolicy { DeadLetter = "failed" });
        node.PutGroup("orders", "audit", new GroupPolicy { DeadLetter = "failed" });
        stage.GiveUp("a", "b");
        WireClient other = node.Connect();
        other.Rejects = static _ => true;
        node.Answer<Subscribed>(other, other.Subscribe("orders", "audit"));
        node.Until(() => stage.LagOf("audit") == 0);
        Assert.Equal(2, stage.Purge(DeadLetterSelection.All).Done);
        Assert.Empty(stage.List());
        Assert.Equal(2, stage.List(group: "audit").Count);
    }

    [Fact]
    public void Those_of_an_earlier_policy_are_reached_by_the_name_of_their_topic()
    {
        DeadLetterStage stage = DeadLetterStage.With(partitions: 1, "a", "b", "c");
        stage.Node.PutGroup("orders", "billing", new GroupPolicy { DeadLetter = "failed" });
        stage.GiveUp("d");
        var earlier = new DeadLetterFilter { DeadLetterTopic = DeadLetterStage.DeadLetters };
        Assert.Equal(["d is bad"], stage.List().Select(static one => one.Reason));
        Assert.Equal(["a is bad", "b is bad", "c is bad"], stage.List(earlier).Select(static one => one.Reason));

        Assert.Equal(1, stage.Redrive(new DeadLetterSelection([new(0, 1)], earlier)).Done);
        stage.Node.Until(() => stage.Client.Deliveries.Count == 5);
        Assert.Equal("b", stage.Client.Deliveries[^1].Body);
        Assert.Equal(2, stage.Purge(DeadLetterSelection.Of(earlier)).Done);
        Assert.Empty(stage.List(earlier));
        Assert.Single(stage.List());
        Assert.Equal(
            ErrorCode.UnknownTopic, stage.Refusal("orders", "billing", earlier with { DeadLetterTopic = "none" }));
    }

    [Fact]
    public void Nobody_gets_into_the_group_that_keeps_them()
    {
        DeadLetterStage stage = DeadLetterStage.With(partitions: 1, "a");
        foreach (string topic in (string[])["orders", DeadLetterStage.DeadLetters])
        {
            Subscribed answer = stage.Node.Answer<Subscribed>(stage.Client, stage.Client.Subscribe(topic, "redrive"));
            Assert.Equal((ErrorCode.InvalidName, "group"), (answer.Error?.Code, answer.Error?.Field));
            AdminResult<TopicDescription> put = default;
            stage.Node.Runtime.Run(async () =>
                put = await stage.Node.Node.PutGroupAsync(topic, "redrive", new GroupPolicy()));
            Assert.Equal(ErrorCode.InvalidName, put.Problem?.Code);
        }

        Assert.Single(stage.Client.Deliveries);
        Assert.Single(stage.List());
    }

    [Fact]
    public void More_than_an_outbox_holds_goes_back_piece_by_piece()
    {
        DeadLetterStage stage = DeadLetterStage.With(partitions: 1);
        stage.GiveUpAll(Core.Limits.MovesMax + 500);
        Assert.Equal(Core.Limits.MovesMax + 500, stage.Redrive(DeadLetterSelection.All).Done);
        Assert.Empty(stage.List());
    }
}
