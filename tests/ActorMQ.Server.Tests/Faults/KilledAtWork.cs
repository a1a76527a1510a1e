using ActorMQ.Client;
using ActorMQ.Server.Tests.Crashes;

namespace ActorMQ.Server.Tests.Faults;

/// <summary><c>kill -9</c> of a node that is in the middle of something lengthy.</summary>
public sealed class KilledAtWork
{
    private const string Topic = "orders";
    private const string Group = "billing";
    private const int Partitions = 2;
    private const int Kills = 6;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_it_deletes_a_topic_the_deletion_goes_on_and_the_other_topics_keep_everything()
    {
        await using TestNode node = await TestNode.StartAsync();
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        await using ActorMQClient client = await ConnectAsync(node);
        await admin.CreateTopicAsync(Topic, Partitions, cancellation: Cancellation);
        await Audit.ReserveAsync(client, Topic);
        var ledger = new SendLedger();
        for (int life = 1; life <= 3; life++)
        {
            await admin.CreateTopicAsync("doomed", Partitions, cancellation: Cancellation);
            await FillAsync(client, "doomed", messages: 3_000, bytes: 16 * 1024);
            await SendAsync(client, ledger, producer: life, messages: 1_000);
            await admin.DeleteTopicAsync("doomed", Cancellation);
            await node.CrashAndRestartAsync();
            IReadOnlyList<TopicDescription> left = await admin.ListTopicsAsync(Cancellation);
            Assert.Equal([Topic], left.Select(static topic => topic.Name));
        }

        Audit audit = await Audit.ReadAsync(client, admin, Topic);
        Assert.Equal(ledger.Places.Count, audit.Log.Count);
        foreach ((MessageId id, LogPlace place) in ledger.Places)
            Assert.Equal(id, audit.Log[place]);
        TopicDescription anew = await admin.CreateTopicAsync("doomed", Partitions, cancellation: Cancellation);
        Assert.All(anew.PartitionsDetail ?? [], static partition => Assert.Equal(0, partition.NextOffset));
    }

    [Fact]
    public async Task While_it_removes_what_is_settled_nothing_else_goes()
    {
        await using TestNode node = await TestNode.StartAsync();
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        await using ActorMQClient client = await ConnectAsync(node);
        await admin.CreateTopicAsync(Topic, Partitions, cancellation: Cancellation);
        var ledger = new SendLedger();
        await SendAsync(client, ledger, producer: 1, messages: 60_000);

        IReadOnlyCollection<MessageId> seen = await ConsumeAsync(node, admin, client, seed: 1);

        Assert.Equal(ledger.Places.Count, seen.Count);
        Assert.Empty(ledger.Places.Keys.Except(seen));
    }

    [Fact]
    public async Task While_it_writes_snapshots_and_moves_dead_letters_each_message_ends_in_one_place_once()
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        await using TestNode node = await TestNode.StartAsync();
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        await using ActorMQClient client = await ConnectAsync(node);
        await admin.CreateTopicAsync(Topic, Partitions, cancellation: Cancellation);
        var ledger = new SendLedger();
        await SendAsync(client, ledger, producer: 1, messages: 30_000);

        IReadOnlyCollection<MessageId> seen = await ConsumeAsync(node, admin, client, seed);

        Assert.Empty(ledger.Places.Keys.Except(seen));
        MessageId[] rejected = [.. ledger.Places.Keys.Where(Undecided.IsRejected)];
        IReadOnlyList<MessageId> dead = await DeadLettersAsync(admin, client);
        Assert.Equal(dead.Count, dead.Distinct().Count());
        Assert.Equal(rejected.Order(ByNumber), dead.Order(ByNumber));
    }

    private static Comparer<MessageId> ByNumber { get; } =
        Comparer<MessageId>.Create(static (left, right) => left.Number.CompareTo(right.Number));

    // Until all is settled, with kills in between.
    private static async Task<IReadOnlyCollection<MessageId>> ConsumeAsync(
        TestNode node, ActorMQAdmin admin, ActorMQClient client, int seed)
    {
        var chance = new Random(seed);
        await using Consumer consumer = client.Subscribe(Topic, Group);
        var undecided = new Undecided(consumer, new Random(seed));
        using var end = new CancellationTokenSource();
        Task consuming = undecided.RunAsync(end.Token);
        for (int kill = 0; kill < Kills; kill++)
        {
            long goal = undecided.Settled + chance.Next(1, 4_000);
            await Eventually.UntilAsync(() => undecided.Settled >= goal || consuming.IsCompleted);
            await node.CrashAndRestartAsync();
        }

        await Eventually.UntilAsync(async () => consuming.IsCompleted || await LagAsync(admin) == 0);
        await end.CancelAsync();
        await consuming;
        return undecided.Seen;
    }

    private static async Task<long> LagAsync(ActorMQAdmin admin)
    {
        TopicDescription topic = await admin.DescribeTopicAsync(Topic, Cancellation);
        IEnumerable<GroupProgress> groups = topic.PartitionsDetail!.SelectMany(static one => one.Groups!);
        return groups.Where(static group => group.Name == Group).Sum(static group => group.Lag);
    }

    private static async Task<IReadOnlyList<MessageId>> DeadLettersAsync(ActorMQAdmin admin, ActorMQClient client)
    {
        string topic = $"dlq.{Topic}.{Group}";
        TopicDescription description = await admin.DescribeTopicAsync(topic, Cancellation);
        long count = description.PartitionsDetail!.Sum(static one => one.NextOffset - one.FirstOffset);
        List<MessageId> letters = [];
        await using Consumer heir = client.Subscribe(topic, "heir");
        while (letters.Count < count)
        {
            Delivery letter = Assert.NotNull(await heir.NextAsync(TimeSpan.FromSeconds(60), Cancellation));
            letters.Add(MessageId.Of(letter.Body.Span));
            await letter.AckAsync();
        }
        return letters;
    }

    private static async Task SendAsync(ActorMQClient client, SendLedger ledger, int producer, int messages)
    {
        await using Producer sender = client.Producer(Topic);
        var sends = new List<Task>();
        for (int number = 0; number < messages; number++)
            sends.Add(SendOneAsync(sender, ledger, new MessageId(producer, number)));
        await Task.WhenAll(sends);
    }

    private static async Task SendOneAsync(Producer sender, SendLedger ledger, MessageId id)
    {
        SendReceipt receipt = await sender.SendAsync(id.ToBody(), CancellationToken.None);
        ledger.Add(id, new LogPlace(receipt.Partition, receipt.Offset));
    }

    private static async Task FillAsync(ActorMQClient client, string topic, int messages, int bytes)
    {
        await using Producer producer = client.Producer(topic);
        byte[] body = new byte[bytes];
        await Task.WhenAll(
            Enumerable.Range(0, messages).Select(_ => producer.SendAsync(body, CancellationToken.None).AsTask()));
    }

    private static async Task<ActorMQClient> ConnectAsync(TestNode node) =>
        await ActorMQClient.ConnectAsync(node.Setup.Endpoint, cancellation: Cancellation);
}
