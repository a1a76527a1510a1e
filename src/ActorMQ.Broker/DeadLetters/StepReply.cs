using ActorMQ.Actors;
using ActorMQ.Broker.Commit;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>Answers a step once the append that it rides in is over.</summary>
internal sealed class StepReply(IActorRef asker, DeadLetterStepDone done) : IBatchSender
{
    public void ReplySent(uint correlation, long baseOffset, bool isDuplicate, int bytes) =>
        asker.TryTellReserved(done);

    public void RefuseSend(uint correlation, in Problem problem, int bytes) =>
        asker.TryTellReserved(DeadLetterStepDone.Refused(problem));
}
