using ActorMQ.TestKit;

namespace ActorMQ.Actors.Tests;

/// <summary>A bit of everything the kernel does, with everything that chance decides, for one seed.</summary>
internal static class SeededWorkload
{
    private const int Workers = 6;
    private const int Questions = 40;

    public static SimulatedRuntime Run(ulong seed)
    {
        var runtime = new SimulatedRuntime(seed);
        ActorSystem system = ActorSystem.Create("workload", runtime);
        IActorRef[] workers = [.. Enumerable.Range(0, Workers).Select(index => StartWorker(system, index))];
        runtime.Run(async () =>
        {
            await Task.WhenAll(workers.Select(worker => AskAllAsync(runtime, worker)));
            await system.Shutdown.RunAsync();
        });
        return runtime;
    }

    private static IActorRef StartWorker(ActorSystem system, int index)
    {
        Props worker = new(() => new Worker(index), new MailboxOptions(64, 1_000, 8, 64));
        var backoff = new BackoffOptions(
            TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(1), 0.5, TimeSpan.FromSeconds(1));
        return system.ActorOf(BackoffSupervisor.Props(worker, "worker", backoff), $"supervisor-{index}");
    }

    private static async Task AskAllAsync(SimulatedRuntime runtime, IActorRef worker)
    {
        Random chance = runtime.Random("asker");
        for (int question = 0; question < Questions; question++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(20)), runtime.Time);
            object kind = chance.Next(10) switch { 0 => "fail", < 5 => "lane", _ => runtime.NewId() };
            try
            {
                await worker.Ask<object>(kind, TimeSpan.FromMilliseconds(50));
            }
            catch (AskException)
            {
                // A failed worker does not answer; the next question goes on.
            }
        }
    }

    private sealed class Worker(int index) : ActorBase
    {
        protected override void PreStart() =>
            Context.Timers.StartFixedRate("beat", "beat", TimeSpan.FromMilliseconds(7 + index));

        protected override bool Receive(object message)
        {
            IActorRef? sender = Sender;
            if (message is "fail")
                throw new BoomException();
            if (message is "lane")
                Context.RunOnLane("disk", static () => 1, done => (sender, done), failed => failed);
            else if (message is (IActorRef asker, int answer))
                asker.Tell(answer);
            else
                sender?.Tell(message);
            return true;
        }
    }
}
