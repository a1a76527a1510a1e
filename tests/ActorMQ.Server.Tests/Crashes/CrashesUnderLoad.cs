using System.Collections.Concurrent;
using ActorMQ.Client;

namespace ActorMQ.Server.Tests.Crashes;

/// <summary><c>kill -9</c> of a node, twenty times, while producers and consumers work.</summary>
public sealed class CrashesUnderLoad
{
    private const string Topic = "orders";
    private const int Crashes = 20;
    private const int Partitions = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_the_order_holds_and_no_message_is_stored_twice()
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        await using TestNode node = await TestNode.StartAsync();
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        await admin.CreateTopicAsync(Topic, Partitions, cancellation: Cancellation);
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(
            node.Setup.Endpoint, cancellation: Cancellation);
        await Audit.ReserveAsync(client, Topic);
        var ledger = new SendLedger();
        var delivered = new ConcurrentDictionary<LogPlace, int>();

        await LoadAsync(node, client, ledger, delivered, new Random(seed));

        Audit audit = await Audit.ReadAsync(client, admin, Topic);
        AssertNothingConfirmedIsLost(ledger, audit);
        AssertNothingIsStoredTwice(audit);
        AssertOrder(audit);
        AssertNoGaps(audit);
        AssertAllDelivered(ledger, delivered);
    }

    private static async Task LoadAsync(
        TestNode node, ActorMQClient client, SendLedger ledger, ConcurrentDictionary<LogPlace, int> delivered,
        Random random)
    {
        await using Producer one = client.Producer(Topic);
        await using Producer two = client.Producer(Topic);
        await using Consumer left = client.Subscribe(Topic, "billing");
        await using Consumer right = client.Subscribe(Topic, "billing");
        RestlessConsumer first = new(left, delivered), second = new(right, delivered);
        using var endOfSending = new CancellationTokenSource();
        using var endOfConsuming = new CancellationTokenSource();
        Task sending = Task.WhenAll(
            new SteadyProducer(1, one, ledger).RunAsync(endOfSending.Token),
            new SteadyProducer(2, two, ledger).RunAsync(endOfSending.Token));
        Task consuming = Task.WhenAll(first.RunAsync(endOfConsuming.Token), second.RunAsync(endOfConsuming.Token));

        for (int crash = 0; crash < Crashes; crash++)
        {
            long goal = ledger.Confirmed + random.Next(1, 15_000);
            await UntilAsync(() => ledger.Confirmed >= goal || sending.IsCompleted || consuming.IsCompleted);
            await node.CrashAndRestartAsync();
        }
        await endOfSending.CancelAsync();
        await sending;
        first.CalmDown();
        second.CalmDown();
        await UntilAsync(() => consuming.IsCompleted
            || (delivered.Count >= ledger.Confirmed && ledger.Places.Values.All(delivered.ContainsKey)));
        await endOfConsuming.CancelAsync();
        await consuming;
    }

    private static void AssertNothingConfirmedIsLost(SendLedger ledger, Audit audit)
    {
        foreach ((MessageId id, LogPlace place) in ledger.Places)
            Assert.True(
                audit.Log.TryGetValue(place, out MessageId stored) && stored == id,
                $"{id} was confirmed at {place}; the log has {stored} there.");
    }

    private static void AssertNothingIsStoredTwice(Audit audit)
    {
        var places = new Dictionary<MessageId, LogPlace>();
        foreach ((LogPlace place, MessageId id) in audit.Log)
            Assert.True(places.TryAdd(id, place), $"{id} is stored at {place} and at {places.GetValueOrDefault(id)}.");
    }

    private static void AssertOrder(Audit audit)
    {
        foreach (IGrouping<(int Partition, int Producer), KeyValuePair<LogPlace, MessageId>> run in
            audit.Log.GroupBy(static entry => (entry.Key.Partition, entry.Value.Producer)))
        {
            int[] numbers =
                [.. run.OrderBy(static entry => entry.Key.Offset).Select(static entry => entry.Value.Number)];
            for (int i = 1; i < numbers.Length; i++)
                Assert.True(numbers[i - 1] < numbers[i], $"{run.Key}: {numbers[i]} follows {numbers[i - 1]}.");
        }
    }

    private static void AssertNoGaps(Audit audit)
    {
        foreach (IGrouping<int, LogPlace> partition in audit.Log.Keys.GroupBy(static place => place.Partition))
            Assert.Equal(partition.Count() - 1, partition.Max(static place => place.Offset));
    }

    private static void AssertAllDelivered(SendLedger ledger, ConcurrentDictionary<LogPlace, int> delivered)
    {
        int missing = ledger.Places.Values.Count(place => !delivered.ContainsKey(place));
        Assert.Equal(0, missing);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"confirmed {ledger.Confirmed}, delivered {delivered.Count}, "
            + $"redelivered {delivered.Values.Sum(static count => count - 1)}");
    }

    private static async Task UntilAsync(Func<bool> isReached)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!isReached())
            await beat.WaitForNextTickAsync(late.Token);
    }
}
