using ActorMQ.Client.Consuming;

namespace ActorMQ.Client.Tests;

public sealed class RecordSetTests
{
    [Fact]
    public void It_agrees_with_a_plain_set()
    {
        for (int seed = 1; seed <= 200; seed++)
        {
            var chance = new Random(seed);
            int capacity = chance.Next(1, 300);
            var set = new RecordSet(capacity);
            HashSet<int> model = [];
            for (int step = 0; step < capacity; step++)
            {
                int index = chance.Next(capacity);
                Assert.Equal(model.Add(index), set.Add(index));
            }
            Assert.Equal(model.Count, set.Count);
            Assert.Equal(model.Order(), Members(set, members: true));
            Assert.Equal(Enumerable.Range(0, capacity).Except(model), Members(set, members: false));
        }
    }

    private static List<int> Members(in RecordSet set, bool members)
    {
        List<int> all = [];
        int at = 0;
        while (set.NextRun(at, members) is { Count: > 0 } run)
        {
            all.AddRange(Enumerable.Range(run.First, run.Count));
            at = run.First + run.Count;
        }
        return all;
    }
}
