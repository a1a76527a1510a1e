using ActorMQ.TestKit;

namespace ActorMQ.Actors.Tests;

/// <summary>A system with a probe on the seeded runtime.</summary>
internal sealed class Simulation
{
    public Simulation(ulong seed, SupervisorStrategy? supervision = null, SystemObserver? observer = null)
    {
        Runtime = new SimulatedRuntime(seed);
        System = ActorSystem.Create("sim", Runtime, observer, supervision);
        Probe = new TestProbe(Runtime, System);
    }

    public SimulatedRuntime Runtime { get; }

    public ActorSystem System { get; }

    public TestProbe Probe { get; }

    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 20).Select(seed => (ulong)seed)];

    public IActorRef Start(Func<ScriptActor> make, string name = "subject", MailboxOptions? mailbox = null) =>
        System.ActorOf(new Props(make, mailbox), name);

    public IActorRef Start(Func<ScriptActor, object, bool> onMessage, string name = "subject") =>
        System.ActorOf(ScriptActor.Of(onMessage), name);

    /// <summary>Runs everything that is ready; the clock stands.</summary>
    public void Settle() => Runtime.RunReady();
}
