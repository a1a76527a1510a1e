namespace ActorMQ.Actors.Tests;

/// <summary>An actor whose behaviour a test writes as lambdas.</summary>
internal sealed class ScriptActor : ActorBase
{
    public IActorContext Ctx => Context;

    public Func<ScriptActor, object, bool> OnMessage { get; init; } = static (_, _) => true;

    public Action<ScriptActor> OnStart { get; init; } = static _ => { };

    public Action<ScriptActor> OnStop { get; init; } = static _ => { };

    public Action<Exception, object?> OnRestart { get; init; } = static (_, _) => { };

    public static Props Of(Func<ScriptActor, object, bool> onMessage, MailboxOptions? mailbox = null) =>
        new(() => new ScriptActor { OnMessage = onMessage }, mailbox);

    protected override bool Receive(object message) => OnMessage(this, message);

    protected override void PreStart() => OnStart(this);

    protected override void PostStop() => OnStop(this);

    protected override void PreRestart(Exception reason, object? message)
    {
        OnRestart(reason, message);
        base.PreRestart(reason, message);
    }
}
