using ActorMQ.Core.Groups;

namespace ActorMQ.Broker.Partitions;

/// <summary>One group on one partition at one moment.</summary>
internal sealed record GroupView(
    int Id, long Floor, int InFlight, long Lag, long Waiting, long Retries, int Moves)
{
    public static GroupView Of(Group group) => new(
        group.Id, group.Floor, group.InFlight, group.Lag,
        group.WaitingCount - group.RetryCount, group.RetryCount, group.MoveCount);
}
