using ActorMQ.Actors;
using ActorMQ.Broker.Catalogue;
using ActorMQ.Broker.Routing;
using ActorMQ.Core;
using ActorMQ.Core.Groups;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>Where the dead letters of one group are.</summary>
/// <param name="Node">The node.</param>
/// <param name="Topic">The name of the topic that they are from.</param>
/// <param name="Group">The name of the group that gave them up.</param>
/// <param name="Origin">Both by number.</param>
internal sealed record DeadLetterBox(NodeContext Node, string Topic, string Group, RedriveTarget Origin)
{
    /// <summary>The dead-letter topic that was asked for; null: the one that the group's policy names.</summary>
    public string? Asked { get; private init; }

    /// <summary>The dead-letter topic; null: there is none yet.</summary>
    public TopicRoute? Route { get; private init; }

    /// <summary>The group of the dead-letter topic that keeps them.</summary>
    public int GroupId { get; private init; }

    /// <summary>Partitions of the dead-letter topic.</summary>
    public int Partitions => Route?.Partitions ?? 0;

    /// <summary>Finds topic and group, and the dead-letter topic that is asked for; refused where there are none.
    /// </summary>
    public static async Task<AdminResult<DeadLetterBox>> FindAsync(
        NodeContext node, string topic, string group, string? asked, CancellationToken cancellation)
    {
        TopicAnswer answer = await FindTopicAsync(node, topic, cancellation);
        if (answer.Topic is not { } origin)
            return AdminResult<DeadLetterBox>.Refused(answer.Problem);
        if (answer.Groups.FirstOrDefault(one => one.Name == group) is not { } found)
            return AdminResult<DeadLetterBox>.Refused(Problems.UnknownGroup(topic, group));
        var box = new DeadLetterBox(node, topic, group, new RedriveTarget(origin.Id, found.Id)) { Asked = asked };
        TopicAnswer letters =
            await FindTopicAsync(node, asked ?? new DeadLetterPlace(origin, found).Name, cancellation);
        if (asked is not null && letters.Topic is null)
            return AdminResult<DeadLetterBox>.Refused(letters.Problem with { Field = "deadLetterTopic" });
        return AdminResult<DeadLetterBox>.Of(
            letters.Groups.FirstOrDefault(static one => one.Name == Names.RedriveGroup) is { } keeper
                ? box with { Route = node.Routes.Find(keeper.TopicId), GroupId = keeper.Id }
                : box);
    }

    /// <summary>
    /// Whether a record is a dead letter of this group: a topic may hold those of several, and other messages too.
    /// </summary>
    public bool Holds(PeekedMessage message) =>
        DeadLetterHeaders.TextOf(message.Headers, DeadLetterHeaders.OriginTopic) == Topic
        && DeadLetterHeaders.TextOf(message.Headers, DeadLetterHeaders.Group) == Group;

    /// <summary>Why it cannot be worked on any more; null: it can.</summary>
    public async Task<Problem?> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            AdminResult<DeadLetterBox> found = await FindAsync(Node, Topic, Group, Asked, cancellation);
            if (found.Value is not { } box)
                return found.Problem;
            if (box.Origin != Origin)
                return Problems.UnknownGroup(Topic, Group);
            bool isSame = Route is null || (box.Route == Route && box.GroupId == GroupId);
            return isSame ? null : Problems.UnknownTopic(Route!.Name);
        }
        catch (AskException)
        {
            // Nobody could tell in time: it is looked at again.
            return null;
        }
    }

    /// <summary>How far a partition of the dead-letter topic is; null: it could not answer.</summary>
    public Task<DeadLetterState?> StateOfAsync(int partition, CancellationToken cancellation) =>
        AskAsync<DeadLetterState>(partition, new DeadLetterStateQuery(GroupId), cancellation);

    /// <summary>Asks a partition; null: it is not open, or could not answer in time.</summary>
    public async Task<T?> AskAsync<T>(int partition, object question, CancellationToken cancellation)
        where T : class =>
        Route?.Find(partition) is { } actor ? await actor.TryAskAsync<T>(question, cancellation) : null;

    private static Task<TopicAnswer> FindTopicAsync(NodeContext node, string name, CancellationToken cancellation) =>
        node.Catalogue.AskAsync<TopicAnswer>(new FindTopicRequest(name), cancellation);
}
