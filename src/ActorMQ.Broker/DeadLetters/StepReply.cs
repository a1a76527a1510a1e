using ActorMQ.Actors;
using ActorMQ.Broker.Commit;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>Answers a step once the append that it rides in is over.</summary>
internal sealed class StepReply(IActorRef asked, DeadLetterStepDone done) : IBatchSender
{
    public void ReplySent(uint correlation, long baseOffset, bool isDuplicate, int bytes) =>
        asked.TryTellReserved(done);

    public void RefuseSend(uint correlation, in Problem problem, int bytes) =>
        asked.TryTellReserved(DeadLetterStepDone.Refused(problem));
}
