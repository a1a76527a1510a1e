using ActorMQ.Actors;
using ActorMQ.Broker;
using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Stores;
using ActorMQ.Simulation.Workloads;

namespace ActorMQ.Simulation.Worlds;

/// <summary>Asks the node that serves which topics there are, and how far their groups are.</summary>
internal sealed class GroupWatch(Owners owners, SharedStore store, HistoryRecorder history)
{
    private readonly Dictionary<string, TopicDescription> seen = new(StringComparer.Ordinal);
    private bool isLooking;

    /// <summary>The topics that were there when somebody last looked, with the number of the first partition.</summary>
    public IEnumerable<(string Name, int Partitions, int FirstPartition)> Topics => seen.Values
        .Select(one => (one.Summary.Name, one.Summary.Partitions, PartitionNumber.FirstOf(one.Summary.Id)));

    /// <summary>Asks once; what nobody answers stays as it was.</summary>
    public async Task LookAsync()
    {
        if (owners.Serving?.Node is not { } node)
            return;
        foreach (TopicSummary topic in await node.ListTopicsAsync())
        {
            if ((await node.DescribeTopicAsync(topic.Name)).Value is { } view)
                seen[topic.Name] = view;
        }
    }

    /// <summary>
    /// Asks in the middle of a run, and writes down what is heard; unless a partition got another owner meanwhile.
    /// </summary>
    public async Task GlanceAsync()
    {
        if (isLooking)
            return;
        isLooking = true;
        long before = store.RightsGiven;
        try
        {
            await LookAsync();
            if (before == store.RightsGiven && owners.Serving is { HoldsAll: true })
                Note();
        }
        catch (AskException)
        {
            // The node has ended, or has too much to do.
        }

        isLooking = false;
    }

    /// <summary>Writes down how much memory batches are in when everything is settled: none.</summary>
    public void NoteMemory()
    {
        if (owners.Serving is { Node: { } node } process)
            history.Add(new GaugeRead(process.Owner, "batch bytes at rest", node.Slabs.RentedBytes, Cap: 0));
    }

    /// <summary>Whether these groups had settled everything when somebody last looked.</summary>
    public bool AreDone(IEnumerable<ConsumerPlace> places) => places.All(IsDone) && seen.Values.All(IsStill);

    /// <summary>Writes down what was seen.</summary>
    public void Note()
    {
        foreach (TopicDescription topic in seen.Values)
        {
            int first = PartitionNumber.FirstOf(topic.Summary.Id);
            foreach (PartitionDescription partition in topic.Partitions)
            {
                // What is redriven for one group is settled for the others as it comes, before it is stored.
                foreach (GroupProgress group in partition.Groups)
                    history.Add(new GroupRead(
                        group.Name, first + partition.Index, Math.Min(group.Floor, partition.DurableOffset),
                        partition.NextOffset));
            }
        }
    }

    // Nothing is on its way from one topic to another.
    private static bool IsStill(TopicDescription topic) =>
        topic.Partitions.All(partition => partition.Groups.All(static group => group.Moves == 0));

    private bool IsDone(ConsumerPlace place) => seen.TryGetValue(place.Topic, out TopicDescription? view)
        && view.Partitions.Count == view.Summary.Partitions && view.Partitions.All(partition =>
            partition.NextOffset == 0
            || partition.Groups.Any(one => one.Name == place.Group && one.Floor == partition.NextOffset));
}
