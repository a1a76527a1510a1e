using ActorMQ.Broker.Catalogue;
using ActorMQ.Broker.Partitions;
using ActorMQ.Broker.Routing;
using ActorMQ.Core;
using ActorMQ.Core.Topics;
using ActorMQ.Journal;

namespace ActorMQ.Broker.Inspection;

/// <summary>What an administrator may look at on a node; nothing is changed by it.</summary>
/// <remarks>Thread-safe. Each look into the journal is bounded, so that commits wait for none of them long.</remarks>
public sealed class NodeInspection
{
    private const int PageBytesMax = 1 << 20;
    private const int LooksPerTurn = 64;

    private readonly NodeContext node;
    private int tails;

    internal NodeInspection(NodeContext node) => this.node = node;

    /// <summary>All topics, by name.</summary>
    public async Task<IReadOnlyList<TopicSummary>> ListTopicsAsync(CancellationToken cancellation = default)
    {
        var answer = await node.Catalogue.AskAsync<TopicsAnswer>(new ListTopicsRequest(), cancellation);
        return answer.Topics;
    }

    /// <summary>What the journal holds of each of these topics.</summary>
    public async Task<TopicFigures[]> MeasureAsync(
        IReadOnlyList<TopicSummary> topics, CancellationToken cancellation = default)
    {
        var figures = new TopicFigures[topics.Count];
        var places = new List<(int Topic, PartitionId Partition)>(LooksPerTurn);
        for (int topic = 0; topic < topics.Count; topic++)
        {
            for (int index = 0; index < topics[topic].Partitions; index++)
            {
                places.Add((topic, new PartitionId(topics[topic].Id, index)));
                if (places.Count == LooksPerTurn)
                    await AddFiguresAsync(figures, places, cancellation);
            }
        }

        await AddFiguresAsync(figures, places, cancellation);
        return figures;
    }

    /// <summary>One topic with its partitions and groups.</summary>
    public Task<AdminResult<TopicDescription>> DescribeTopicAsync(
        string name, CancellationToken cancellation = default) =>
        AskTopicAsync(new FindTopicRequest(name), cancellation);

    /// <summary>One topic with this group alone, with the age of its oldest unsettled record.</summary>
    public async Task<AdminResult<TopicDescription>> DescribeGroupAsync(
        string topic, string group, CancellationToken cancellation = default)
    {
        AdminResult<TopicDescription> found = await DescribeTopicAsync(topic, cancellation);
        if (found.Value is not { } described)
            return found;
        if (described.Groups.FirstOrDefault(one => one.Name == group) is not { } summary)
            return AdminResult<TopicDescription>.Refused(Problems.UnknownGroup(topic, group));
        return AdminResult<TopicDescription>.Of(await AgedAsync(described with { Groups = [summary] }, cancellation));
    }

    /// <summary>The same topic with just the groups that it names, each with the age of its oldest unsettled
    /// record.</summary>
    public async Task<TopicDescription> AgedAsync(TopicDescription topic, CancellationToken cancellation = default)
    {
        var partitions = new List<PartitionDescription>();
        foreach (PartitionDescription partition in topic.Partitions)
        {
            Dictionary<string, GroupProgress> known = partition.Groups.ToDictionary(static group => group.Name);
            GroupProgress[] groups =
                [.. topic.Groups.Select(group => known.GetValueOrDefault(group.Name) ?? New(group.Name, partition))];
            var id = new PartitionId(topic.Summary.Id, partition.Index);
            for (int first = 0; first < groups.Length; first += LooksPerTurn)
            {
                int count = Math.Min(LooksPerTurn, groups.Length - first);
                await FindAgesAsync(id, groups.AsMemory(first, count), cancellation);
            }

            partitions.Add(partition with { Groups = groups });
        }

        return topic with { Partitions = partitions };
    }

    /// <summary>How many dead letters each of these groups has; null where nobody counts them.</summary>
    public async Task<long?[]> CountDeadLettersAsync(
        IReadOnlyList<GroupSummary> groups, CancellationToken cancellation = default)
    {
        var counts = new Dictionary<string, long?>(StringComparer.Ordinal);
        foreach (GroupSummary group in groups)
        {
            if (group.DeadLetterTopic is { } topic && !counts.ContainsKey(topic))
                counts.Add(topic, CountOf(await DescribeTopicAsync(topic, cancellation)));
        }

        return [.. groups.Select(group => group.DeadLetterTopic is { } topic ? counts[topic] : null)];
    }

    /// <summary>Stored messages; no group knows that they were looked at.</summary>
    public async Task<AdminResult<PeekedPage>> PeekAsync(
        string topic, PeekRequest request, CancellationToken cancellation = default)
    {
        AdminResult<TopicRoute> found = await FindAsync(topic, request.Partition, cancellation);
        if (found.Value is not { } route)
            return AdminResult<PeekedPage>.Refused(found.Problem!.Value);
        var messages = new List<PeekedMessage>();
        int last = request.Partition ?? route.Partitions - 1;
        int bytes = PageBytesMax;
        for (int index = request.After?.Partition ?? request.Partition ?? 0; index <= last; index++)
        {
            if (route.Find(index) is not { } actor)
                return AdminResult<PeekedPage>.Refused(Problems.NotOwner);
            StartPoint start = request.After is { } after && after.Partition == index
                ? StartPoint.At(after.Offset)
                : request.Start;
            var query = new PeekQuery(start, request.Limit - messages.Count, bytes);
            PeekAnswer answer = await actor.AskAsync<PeekAnswer>(query, cancellation);
            // A page ends before what is damaged; the next one begins with it, and tells.
            if (answer.Damaged is { } damaged)
                return messages.Count == 0
                    ? AdminResult<PeekedPage>.Refused(Problems.Damaged(index, damaged.BaseOffset, damaged.End))
                    : AdminResult<PeekedPage>.Of(new PeekedPage(messages, new MessagePlace(index, damaged.BaseOffset)));
            messages.AddRange(answer.Messages);
            bytes -= (int)Math.Min(bytes, answer.Messages.Sum(static one => (long)one.Body.Length));
            if (answer.Next < answer.End || (messages.Count == request.Limit && index < last))
                return AdminResult<PeekedPage>.Of(new PeekedPage(messages, new MessagePlace(index, answer.Next)));
        }

        return AdminResult<PeekedPage>.Of(new PeekedPage(messages, null));
    }

    /// <summary>Shows what is stored in a topic, as it comes.</summary>
    public async Task<AdminResult<MessageTail>> TailAsync(
        string topic, TailRequest request, CancellationToken cancellation = default)
    {
        AdminResult<TopicRoute> found = await FindAsync(topic, request.Partition, cancellation);
        if (found.Value is not { } route)
            return AdminResult<MessageTail>.Refused(found.Problem!.Value);
        if (request.Resume is { } given && given.Count != route.Partitions)
            return AdminResult<MessageTail>.Refused(Problems.OtherPartitions(given.Count, route.Partitions));
        if (Interlocked.Increment(ref tails) > node.Options.TailsMax)
        {
            Interlocked.Decrement(ref tails);
            return AdminResult<MessageTail>.Refused(Problems.TooManyTails(node.Options.TailsMax));
        }

        long[] next = new long[route.Partitions];
        for (int index = 0; index < next.Length; index++)
            next[index] = request.Resume?[index] ?? -1;
        var plan = new TailPlan(request.Start, request.Partition, next);
        var tail = new MessageTail(node, route, plan, () => Interlocked.Decrement(ref tails));
        bool isJoined = false;
        try
        {
            await tail.JoinAsync(cancellation);
            isJoined = true;
            return AdminResult<MessageTail>.Of(tail);
        }
        finally
        {
            if (!isJoined)
                tail.Dispose();
        }
    }

    internal async Task<AdminResult<TopicDescription>> AskTopicAsync(object request, CancellationToken cancellation)
    {
        TopicAnswer answer = await node.Catalogue.AskAsync<TopicAnswer>(request, cancellation);
        return answer.Topic is { } topic
            ? AdminResult<TopicDescription>.Of(await DescribeAsync(topic, answer.Groups, cancellation))
            : AdminResult<TopicDescription>.Refused(answer.Problem);
    }

    private async Task<AdminResult<TopicRoute>> FindAsync(
        string topic, int? partition, CancellationToken cancellation)
    {
        TopicAnswer answer =
            await node.Catalogue.AskAsync<TopicAnswer>(new FindTopicRequest(topic), cancellation);
        if (answer.Topic is not { } found)
            return AdminResult<TopicRoute>.Refused(answer.Problem);
        if (partition >= found.Partitions)
            return AdminResult<TopicRoute>.Refused(
                Problems.NoSuchPartition($"Topic '{topic}'", partition.Value, found.Partitions));
        return node.Routes.Find(found.Id) is { } route
            ? AdminResult<TopicRoute>.Of(route)
            : AdminResult<TopicRoute>.Refused(Problems.NotOwner);
    }

    private async Task<TopicDescription> DescribeAsync(
        Topic topic, IReadOnlyList<TopicGroup> groups, CancellationToken cancellation)
    {
        Dictionary<int, string> names = groups.ToDictionary(group => group.Id, group => group.Name);
        TopicRoute? route = node.Routes.Find(topic.Id);
        var partitions = new List<PartitionDescription>();
        for (int index = 0; index < topic.Partitions; index++)
        {
            if (route?.Find(index) is not { } actor)
                continue;
            PartitionView view = await actor.AskAsync<PartitionView>(PartitionQuery.Instance, cancellation);
            partitions.Add(Describe(view, names));
        }

        IEnumerable<TopicGroup> ordered = groups.OrderBy(group => group.Name, StringComparer.Ordinal);
        return new TopicDescription(
            TopicSummary.Of(topic, groups.Count), partitions,
            [.. ordered.Select(group => GroupSummary.Of(topic, group))]);
    }

    private async Task AddFiguresAsync(
        TopicFigures[] figures, List<(int Topic, PartitionId Partition)> places, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        PartitionExtent[] extents = await LaneWork<PartitionExtent[]>.RunAsync(
            node, journal => [.. places.Select(place => journal.ReadExtent(place.Partition).GetValueOrDefault())]);
        for (int i = 0; i < extents.Length; i++)
        {
            TopicFigures sum = figures[places[i].Topic];
            figures[places[i].Topic] = new TopicFigures(
                sum.Messages + extents[i].NextOffset - extents[i].FirstOffset, sum.Bytes + extents[i].Bytes);
        }

        places.Clear();
    }

    /// <summary>Looks for the batch at each group's floor, which is the oldest one.</summary>
    private async Task FindAgesAsync(PartitionId id, Memory<GroupProgress> groups, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        GroupProgress[] asked = groups.ToArray();
        long?[] ages = await LaneWork<long?[]>.RunAsync(node, journal =>
            [.. asked.Select(group => group.Lag > 0 ? journal.FindBatch(id, group.Floor)?.StoredUnixMs : null)]);
        for (int i = 0; i < ages.Length; i++)
            groups.Span[i] = asked[i] with { OldestUnixMs = ages[i] };
    }

    /// <summary>What the group that keeps dead letters has not settled; none before the first one came.</summary>
    private static long? CountOf(AdminResult<TopicDescription> letters)
    {
        if (letters.Value is not { } topic)
            return 0;
        if (!topic.Groups.Any(static group => group.Name == Names.RedriveGroup))
            return null;
        return topic.Partitions.Sum(static partition =>
            partition.Groups.FirstOrDefault(static one => one.Name == Names.RedriveGroup)?.Lag
            ?? New(Names.RedriveGroup, partition).Lag);
    }

    /// <summary>A group that no consumer has brought to the partition yet begins at its oldest record.</summary>
    private static GroupProgress New(string name, PartitionDescription partition) =>
        new(name, partition.FirstOffset, 0, partition.NextOffset - partition.FirstOffset);

    private static PartitionDescription Describe(PartitionView view, Dictionary<int, string> names) => new(
        view.Index,
        view.FirstOffset,
        view.NextOffset,
        view.DurableOffset,
        [.. view.Groups.Select(group => new GroupProgress(
            names.GetValueOrDefault(group.Id, ""), group.Floor, group.InFlight, group.Lag,
            group.Waiting, group.Retries, group.Moves))]);
}
