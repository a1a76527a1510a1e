using ActorMQ.Journal;
using ActorMQ.TestKit;

namespace ActorMQ.Broker.Tests;

/// <summary>The client and the node with their rare points switched on: nothing may break.</summary>
public sealed class RarePaths
{
    private const int SeedsMax = 60;

    [Fact]
    public void Nothing_is_lost_or_doubled_and_most_points_fire()
    {
        var fired = new HashSet<string>();
        for (ulong seed = 1; seed <= SeedsMax; seed++)
        {
            var node = new SeededNode(seed);
            Random chance = node.Runtime.Random("rare points");
            HashSet<string> enabled = [.. RarePointNames.All.Where(_ => chance.Next(4) == 0)];
            node.Start();
            node.CreateTopic("orders", 3);
            node.Runtime.RarePoints = point => enabled.Contains(point) && chance.Next(4) == 0;
            node.Journal.Faults = new NoAnswer(node.Runtime.Random("faults"));
            var story = new SendAndConsume(node, messages: 60);
            node.Runtime.Run(story.RunAsync);
            story.Check();
            fired.UnionWith(
                node.Runtime.RarePointCounts.Where(point => point.Value.Fired > 0).Select(point => point.Key));
        }

        Assert.Empty(fired.Except(RarePointNames.All));
        // The others need several clients, a slow store or a partition that ends by itself: the simulation has them.
        Assert.True(fired.Count >= 40, string.Join(", ", RarePointNames.All.Except(fired)));
    }

    private sealed class NoAnswer(Random chance) : IAppendFaults
    {
        public AppendFault Next(JournalAppend append) => chance.Next(12) switch
        {
            0 => AppendFault.UnknownAbsent,
            1 => AppendFault.UnknownStored,
            _ => AppendFault.None,
        };
    }
}
