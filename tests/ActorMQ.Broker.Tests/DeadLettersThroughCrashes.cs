using ActorMQ.Journal;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using GroupPolicy = ActorMQ.Core.Groups.GroupPolicy;

namespace ActorMQ.Broker.Tests;

/// <summary>Every rejected message is in the dead letters once, whenever the node was killed.</summary>
public sealed class DeadLettersThroughCrashes
{
    private const int Messages = 30;
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Fact]
    public void A_kill_at_any_moment_loses_and_doubles_none()
    {
        for (ulong seed = 1; seed <= 60; seed++)
            Run(seed, AppendFault.None);
    }

    [Theory]
    [InlineData(AppendFault.Busy)]
    [InlineData(AppendFault.UnknownStored)]
    [InlineData(AppendFault.UnknownAbsent)]
    [InlineData(AppendFault.Rejected)]
    public void A_store_that_fails_now_and_then_loses_and_doubles_none(AppendFault fault)
    {
        for (ulong seed = 100; seed <= 115; seed++)
            Run(seed, fault);
    }

    [Fact]
    public void Records_that_are_in_no_memory_are_read_back()
    {
        for (ulong seed = 200; seed <= 210; seed++)
            Run(seed, AppendFault.None, new BrokerOptions { CacheBytesMax = 1 });
    }

    [Fact]
    public void A_target_that_changes_meanwhile_loses_and_doubles_none()
    {
        for (ulong seed = 300; seed <= 360; seed++)
            Run(seed, AppendFault.None, targets: ["", "bin-a", "bin-b"]);
        for (ulong seed = 400; seed <= 420; seed++)
            Run(seed, AppendFault.UnknownStored, targets: ["", "bin-a", "bin-b"]);
    }

    private static void Run(
        ulong seed, AppendFault fault, BrokerOptions? options = null, params string[] targets)
    {
        var node = new SeededNode(seed, options);
        Random chance = node.Runtime.Random("kills");
        node.Start();
        int topic = node.CreateTopic("orders", 2);
        WireClient sender = node.Connect();
        for (int number = 0; number < Messages; number++)
        {
            ReadOnlyMemory<byte> batch = SeededNode.Batch(Producer, number / 2, $"{number}");
            Assert.Null(node.Answer<SendReply>(sender, sender.Send(topic, number % 2, batch)).Error);
        }

        node.Journal.Faults = fault == AppendFault.None ? null : new Sometimes(chance, fault);
        for (int life = 0; life < 4; life++)
        {
            Consume(node, chance);
            Retarget(node, chance, targets);
            node.Runtime.Advance(TimeSpan.FromMilliseconds(chance.Next(life == 3 ? 2_000 : 250)));
            node.Kill();
        }

        node.Journal.Faults = null;
        Consume(node, chance);
        node.Until(() => LagOf(node, "orders", "billing") == 0);
        CheckHeirs(node, seed);
    }

    private static void Retarget(SeededNode node, Random chance, string[] targets)
    {
        for (int change = 0; change < 3 && targets.Length > 0; change++)
        {
            node.Runtime.Advance(TimeSpan.FromMilliseconds(chance.Next(40)));
            string target = targets[chance.Next(targets.Length)];
            node.PutGroup("orders", "billing", GroupPolicy.Default with { DeadLetter = target });
        }
    }

    // In another order in each life: a sequence that was lost is not given to the same message again.
    private static void Consume(SeededNode node, Random chance)
    {
        WireClient client = node.Connect();
        client.Rejects = _ => chance.Next(3) == 0;
        client.Subscribe("orders", "billing");
    }

    private static void CheckHeirs(SeededNode node, ulong seed)
    {
        WireClient heir = node.Connect();
        heir.AcksAtOnce = true;
        foreach (string topic in node.Journal.ReadCatalogue().Topics.Select(static one => one.Name))
        {
            if (topic != "orders")
                node.Answer<Subscribed>(heir, heir.Subscribe(topic, "heirs"));
        }

        node.Until(() => heir.Deliveries.Count >= Messages);
        node.Runtime.Advance(TimeSpan.FromSeconds(5));
        Assert.True(
            heir.Deliveries.Select(static one => int.Parse(one.Body, null)).Order().SequenceEqual(
                Enumerable.Range(0, Messages)),
            $"seed {seed}: {string.Join(' ', heir.Deliveries.Select(static one => one.Body))}");
    }

    private static long LagOf(SeededNode node, string topic, string group) => node.Describe(topic).Partitions
        .Sum(partition => partition.Groups.Where(one => one.Name == group).Sum(static one => one.Lag));

    /// <summary>Fails one append of eight, by chance.</summary>
    private sealed class Sometimes(Random chance, AppendFault fault) : IAppendFaults
    {
        public AppendFault Next(JournalAppend append) => chance.Next(8) == 0 ? fault : AppendFault.None;
    }
}
