using ActorMQ.Broker;
using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Worlds;

/// <summary>Asks the node that serves how far the groups are.</summary>
internal sealed class GroupWatch(Owners owners, int partitions, HistoryRecorder history)
{
    private TopicDescription? seen;

    /// <summary>Asks once; what nobody answers stays as it was.</summary>
    public async Task LookAsync()
    {
        if (owners.Serving?.Node is { } node)
            seen = (await node.DescribeTopicAsync(World.Topic)).Value;
    }

    /// <summary>Writes down how much memory batches are in when everything is settled: none.</summary>
    public void NoteMemory()
    {
        if (owners.Serving is { Node: { } node } process)
            history.Add(new GaugeRead(process.Owner, "batch bytes at rest", node.Slabs.RentedBytes, Cap: 0));
    }

    /// <summary>Whether these groups had settled everything when somebody last looked.</summary>
    public bool AreDone(IReadOnlyCollection<string> groups) =>
        seen is { } view && view.Partitions.Count == partitions && view.Partitions.All(partition =>
            groups.All(group => partition.NextOffset == 0
                || partition.Groups.Any(one => one.Name == group && one.Floor == partition.NextOffset)));

    /// <summary>Writes down what was seen.</summary>
    public void Note()
    {
        foreach (PartitionDescription partition in seen?.Partitions ?? [])
        {
            foreach (GroupDescription group in partition.Groups)
                history.Add(new GroupRead(group.Name, partition.Index, group.Floor, partition.NextOffset));
        }
    }
}
