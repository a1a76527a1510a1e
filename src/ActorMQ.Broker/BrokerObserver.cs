using ActorMQ.Actors;
using ActorMQ.Broker.Partitions;
using Microsoft.Extensions.Logging;

namespace ActorMQ.Broker;

/// <summary>Turns what the kernel reports into log lines.</summary>
internal sealed class BrokerObserver(ILogger log) : SystemObserver
{
    public override void OnDeadLetter(in DeadLetter letter)
    {
        // Whoever was refused otherwise knows it, and lets go of the message himself.
        if (letter.Reason is DeadLetterReason.Terminated or DeadLetterReason.LateResult)
            UnseenRequests.Refuse(letter.Message);
    }

    public override void OnFailure(IActorRef actor, Exception reason, Directive decision) =>
        log.ActorFailed(actor.Path.Elements, decision.ToString(), reason);

    public override void OnHookFailure(IActorRef actor, string hook, Exception reason) =>
        log.ActorFailed(actor.Path.Elements, hook, reason);

    public override void OnShutdownProblem(ShutdownProblem problem) =>
        log.ShutdownProblem(problem.Phase, problem.Task, problem.Reason);
}
