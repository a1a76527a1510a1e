using ActorMQ.Actors;
using ActorMQ.Broker.Commit;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>Takes the target's answer to one batch of moves back to the partition that they are from.</summary>
internal sealed class MoveSender(IActorRef origin, int groupId, long endSequence) : IBatchSender
{
    public void ReplySent(uint correlation, long baseOffset, bool isDuplicate, int bytes) =>
        origin.TryTellReserved(new MovesStored(groupId, endSequence));

    public void RefuseSend(uint correlation, in Problem problem, int bytes) =>
        origin.TryTellReserved(new MovesRefused(groupId, problem));
}
