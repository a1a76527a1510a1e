using ActorMQ.Broker.DeadLetters;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Broker.Tests;

/// <summary>Every dead letter that is redriven comes back once, whenever the node was killed.</summary>
public sealed class RedrivingThroughCrashes
{
    private const int Messages = 24;

    [Fact]
    public void A_kill_at_any_moment_loses_and_doubles_none()
    {
        for (ulong seed = 1; seed <= 40; seed++)
            Run(seed);
    }

    private static void Run(ulong seed)
    {
        var node = new SeededNode(seed);
        Random chance = node.Runtime.Random("kills");
        DeadLetterStage stage = DeadLetterStage.With(
            node, partitions: 2, [.. Enumerable.Range(0, Messages).Select(static one => $"{one}")]);
        for (int life = 0; life < 4; life++)
        {
            BrokerNode killed = node.Node;
            int rate = chance.Next(2) == 0 ? 0 : 100;
            _ = Task.Factory.StartNew(
                () => RedriveAsync(killed, rate), CancellationToken.None, TaskCreationOptions.None,
                node.Runtime.Scheduler);
            node.Runtime.Advance(TimeSpan.FromMilliseconds(chance.Next(150)));
            node.Kill();
        }

        stage.Redrive(DeadLetterSelection.All);
        Assert.Empty(stage.List());
        // What an earlier life had decided to send goes on its way by itself.
        node.Until(() => StoredIn(node) >= 2 * Messages);
        node.Runtime.Advance(TimeSpan.FromSeconds(5));
        WireClient heir = node.Connect();
        heir.AcksAtOnce = true;
        node.Answer<Subscribed>(heir, heir.Subscribe("orders", "billing"));
        node.Until(() => stage.LagOf("billing") == 0);
        Assert.True(
            StoredIn(node) == 2 * Messages,
            $"seed {seed}: {string.Join(' ', heir.Deliveries.Select(static one => one.Body))}");
        Assert.Equal(
            Enumerable.Range(0, Messages),
            heir.Deliveries.Select(static one => int.Parse(one.Body, null)).Distinct().Order());
    }

    private static long StoredIn(SeededNode node) =>
        node.Describe("orders").Partitions.Sum(static one => one.NextOffset);

    // Until its node is killed; what it would have done then is left to the next one.
    private static async Task RedriveAsync(BrokerNode node, int rate)
    {
        AdminResult<DeadLetterRun> run =
            await node.DeadLetters.RedriveAsync("orders", "billing", DeadLetterSelection.All, rate);
        if (run.Value is not { } redrive)
            return;
        await foreach (DeadLetterProgress progress in redrive.RunAsync())
            Assert.InRange(progress.Done, 0, Messages);
    }
}
