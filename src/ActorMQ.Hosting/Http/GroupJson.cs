using ActorMQ.Broker;

namespace ActorMQ.Hosting.Http;

/// <summary>How far a group is on a partition, as the admin API writes it.</summary>
internal sealed record GroupJson(
    string Name, long Floor, long InFlight, long Lag, long Waiting, long Retries, long Moves)
{
    public static GroupJson Of(GroupProgress group) => new(
        group.Name, group.Floor, group.InFlight, group.Lag, group.Waiting, group.Retries, group.Moves);
}
