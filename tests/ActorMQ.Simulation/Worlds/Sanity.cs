using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Worlds;

/// <summary>The least that must hold, said simply: nothing that was acknowledged is lost.</summary>
internal static class Sanity
{
    /// <summary>What does not hold.</summary>
    public static IEnumerable<string> Check(WorldResult result)
    {
        foreach (string failure in result.Failures)
            yield return $"An actor failed: {failure}";
        if (result.PoolItems != 0)
            yield return $"{result.PoolItems} items escaped to the thread pool.";
        Dictionary<(int, long), StoreRecord> stored = [];
        foreach (StoreRecord record in result.History.OfType<StoreRecord>())
        {
            if (!stored.TryAdd((record.Partition, record.Offset), record))
                yield return $"{record.Partition}/{record.Offset} was stored twice.";
        }

        foreach (SendEnded send in result.History.OfType<SendEnded>().Where(one => one.End == SendEnd.Acked))
        {
            if (stored.GetValueOrDefault((send.Partition, send.Offset))?.Message != send.Message)
                yield return $"Message {send.Message} was acknowledged at {send.Partition}/{send.Offset}, "
                    + "and is not there.";
        }

        foreach (string trouble in Rest(result, stored.Values))
            yield return trouble;
    }

    private static IEnumerable<string> Rest(WorldResult result, IEnumerable<StoreRecord> stored)
    {
        if (!result.Plan.Knobs.ComesToRest)
            yield break;
        foreach (GroupRead group in result.History.OfType<GroupRead>().Where(one => one.Floor != one.NextOffset))
            yield return $"{group.Group} stands at {group.Partition}/{group.Floor}, the end is {group.NextOffset}.";
        HashSet<(string, long)> delivered =
            [.. result.History.OfType<DeliveryCame>().Select(one => (one.Group, one.Message))];
        string[] groups = [.. result.History.OfType<DeliveryCame>().Select(one => one.Group).Distinct()];
        foreach (StoreRecord record in stored)
        {
            foreach (string group in groups.Where(group => !delivered.Contains((group, record.Message))))
                yield return $"Message {record.Message} was never delivered to {group}.";
        }
    }
}
