using ActorMQ.Actors;

namespace ActorMQ.TestKit;

/// <summary>The actor behind a <see cref="TestProbe"/>.</summary>
internal sealed class ProbeActor(Queue<Envelope> mail) : ActorBase
{
    protected override bool Receive(object message)
    {
        if (message is WatchThis watch)
            Context.Watch(watch.Subject);
        else
            mail.Enqueue(new Envelope(message, Sender));
        return true;
    }

    internal sealed record WatchThis(IActorRef Subject);
}
