using ActorMQ.Core.Groups;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using SettleKind = ActorMQ.Protocol.Wire.SettleKind;

namespace ActorMQ.Broker.Tests;

public sealed class RetryingAndGivingUp
{
    private const string DeadLetters = "dlq.orders.billing";
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Fact]
    public void A_nack_with_a_delay_comes_again_after_exactly_it()
    {
        (SeededNode node, WireClient client) = Consuming("a");
        node.Answer<Settled>(client, client.Nack(client.Deliveries[0], delayMs: 5_000));
        TimeSpan nacked = node.Runtime.Clock.Now;
        node.Until(() => client.Deliveries.Count == 2);
        Assert.InRange((node.Runtime.Clock.Now - nacked).TotalMilliseconds, 4_900, 6_300);
        Assert.Equal(2, client.Deliveries[1].Attempt);
    }

    [Fact]
    public void A_nack_comes_again_after_the_backoff_of_its_attempt()
    {
        (SeededNode node, WireClient client) = Consuming("a");
        List<double> waits = [];
        for (int attempt = 1; attempt <= 4; attempt++)
        {
            node.Answer<Settled>(client, client.Nack(client.Deliveries[^1], delayMs: null));
            TimeSpan nacked = node.Runtime.Clock.Now;
            node.Until(() => client.Deliveries.Count == attempt + 1);
            waits.Add((node.Runtime.Clock.Now - nacked).TotalSeconds);
        }

        for (int attempt = 1; attempt <= 4; attempt++)
            Assert.InRange(waits[attempt - 1], 0.7 * Math.Pow(2, attempt - 1), 1.5 * Math.Pow(2, attempt - 1));
    }

    [Fact]
    public void Scattered_retries_of_one_batch_come_again_and_nothing_else_does()
    {
        (SeededNode node, WireClient client) = Consuming("a", "b", "c", "d", "e", "f");
        foreach (int index in new[] { 0, 2, 3, 5 })
            client.Nack(client.Deliveries[index], delayMs: 1_000);
        foreach (int index in new[] { 1, 4 })
            node.Answer<Settled>(client, client.Settle(client.Deliveries[index], SettleKind.Ack, wantReply: true));
        node.Until(() => client.Deliveries.Count == 10);
        node.Runtime.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["a", "c", "d", "f"], client.Deliveries.Skip(6).Select(static one => one.Body));
        Assert.All(client.Deliveries.Skip(6), static one => Assert.Equal(2, one.Attempt));
    }

    [Fact]
    public void A_clock_that_is_put_back_does_not_make_retries_wait()
    {
        (SeededNode node, WireClient client) = Consuming("a", "b");
        node.Answer<Settled>(client, client.Nack(client.Deliveries[0], delayMs: 2_000));
        node.Runtime.Clock.MoveWallClock(TimeSpan.FromHours(-3));
        node.Answer<Settled>(client, client.Nack(client.Deliveries[1], delayMs: 2_000));
        TimeSpan nacked = node.Runtime.Clock.Now;
        node.Until(() => client.Deliveries.Count == 4);
        Assert.True(node.Runtime.Clock.Now - nacked < TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void A_rejected_message_is_in_the_dead_letters_with_what_became_of_it()
    {
        (SeededNode node, WireClient client) = Consuming("a", "b");
        node.Answer<Settled>(client, client.Reject(client.Deliveries[1], "cannot be read"));
        WireClient heir = Heir(node, expected: 1);
        Received letter = heir.Deliveries.Single();
        Assert.Equal("b", letter.Body);
        Assert.Equal("orders", letter.Header("amq-origin-topic"));
        Assert.Equal("0", letter.Header("amq-origin-partition"));
        Assert.Equal("1", letter.Header("amq-origin-offset"));
        Assert.Equal("billing", letter.Header("amq-group"));
        Assert.Equal("1", letter.Header("amq-attempts"));
        Assert.Equal("cannot be read", letter.Header("amq-reason"));
        Assert.Equal("Rejected", letter.Header("amq-cause"));
        Assert.NotNull(letter.Header("amq-created-ms"));
        Assert.NotNull(letter.Header("amq-moved-ms"));
        node.Answer<Settled>(client, client.Settle(client.Deliveries[0], SettleKind.Ack, wantReply: true));
        node.Until(() => node.Describe("orders").Partitions.Single().Groups.Single().Lag == 0);
    }

    [Fact]
    public void A_message_whose_attempts_are_used_up_moves_under_the_policy_of_the_time()
    {
        (SeededNode node, WireClient client) = Consuming("a");
        node.PutGroup("orders", "billing", new GroupPolicy { AttemptLimit = 2, BackoffMinMs = 0, BackoffMaxMs = 0 });
        node.Answer<Settled>(client, client.Nack(client.Deliveries[0], delayMs: null, "first"));
        node.Until(() => client.Deliveries.Count == 2);
        node.Answer<Settled>(client, client.Nack(client.Deliveries[1], delayMs: null, "second"));
        Received letter = Heir(node, expected: 1).Deliveries.Single();
        Assert.Equal(("2", "second", "Nacked"),
            (letter.Header("amq-attempts"), letter.Header("amq-reason"), letter.Header("amq-cause")));
    }

    [Fact]
    public void A_group_without_dead_letters_retries_without_end()
    {
        (SeededNode node, WireClient client) = Consuming("a");
        node.PutGroup(
            "orders", "billing",
            new GroupPolicy { AttemptLimit = 2, BackoffMinMs = 0, BackoffMaxMs = 0, DeadLetter = GroupPolicy.Off });
        for (int attempt = 1; attempt < 6; attempt++)
        {
            node.Until(() => client.Deliveries.Count == attempt);
            client.Nack(client.Deliveries[^1], delayMs: null);
        }

        node.Until(() => client.Deliveries.Count == 6);
        Assert.DoesNotContain(node.Journal.ReadCatalogue().Topics, static topic => topic.Name == DeadLetters);
    }

    [Fact]
    public void Retries_and_dead_letters_survive_a_kill()
    {
        (SeededNode node, WireClient client) = Consuming("a", "b");
        client.Reject(client.Deliveries[0], "no");
        node.Answer<Settled>(client, client.Nack(client.Deliveries[1], delayMs: 20_000));
        TimeSpan nacked = node.Runtime.Clock.Now;
        node.Kill();
        WireClient again = node.Connect();
        again.Subscribe("orders", "billing");
        node.Until(() => again.Deliveries.Count == 1);
        Assert.Equal(("b", 2), (again.Deliveries[0].Body, again.Deliveries[0].Attempt));
        Assert.True(node.Runtime.Clock.Now - nacked >= TimeSpan.FromSeconds(19));
        Assert.Equal("a", Heir(node, expected: 1).Deliveries.Single().Body);
    }

    [Theory]
    [InlineData(256 << 10)]
    [InlineData(1)]
    public void A_retry_does_not_wait_for_a_clock_that_was_ahead_until_a_restart(int snapshotEventBytes)
    {
        var node = new SeededNode(options: new BrokerOptions { SnapshotEventBytes = snapshotEventBytes });
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b"));
        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == 2);
        node.Runtime.Clock.MoveWallClock(TimeSpan.FromHours(5));
        node.Answer<Settled>(client, client.Nack(client.Deliveries[0], delayMs: 2_000));
        Received second = client.Deliveries[1];
        node.Answer<Settled>(client, client.Settle(second, WireClient.RangeOf(second, SettleKind.Ack)));
        node.Runtime.Clock.MoveWallClock(TimeSpan.FromHours(-5));
        node.Kill();
        WireClient again = node.Connect();
        again.Subscribe("orders", "billing");
        node.Runtime.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(("a", 2), (again.Deliveries.Single().Body, again.Deliveries[0].Attempt));
    }

    [Fact]
    public void A_client_may_not_take_the_identity_of_an_outbox()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        ProducerIdentity outbox = Core.Producers.InternalProducers.OfOutbox(new Core.PartitionId(topic, 0), 1);
        uint sent = client.Send(topic, 0, SeededNode.Batch(outbox, 0, "a"));
        Assert.Equal(ErrorCode.BadBatch, node.Answer<SendReply>(client, sent).Error.Code);
    }

    private static (SeededNode Node, WireClient Client) Consuming(params string[] bodies)
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, bodies));
        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == bodies.Length);
        return (node, client);
    }

    private static WireClient Heir(SeededNode node, int expected)
    {
        node.Until(() => node.Journal.ReadCatalogue().Topics.Any(static topic => topic.Name == DeadLetters));
        WireClient heir = node.Connect();
        heir.AcksAtOnce = true;
        node.Answer<Subscribed>(heir, heir.Subscribe(DeadLetters, "heirs"));
        node.Until(() => heir.Deliveries.Count == expected);
        return heir;
    }
}
