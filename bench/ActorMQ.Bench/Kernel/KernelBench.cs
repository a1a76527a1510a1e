using System.Diagnostics;
using ActorMQ.Actors;
using ActorMQ.Runtime;

namespace ActorMQ.Bench.Kernel;

/// <summary>Measures the kernel alone: tell and ask, the real runtime, one actor, a bounded mailbox.</summary>
public static class KernelBench
{
    private const int AsksInFlight = 64;

    /// <summary>Messages between two looks at the clock.</summary>
    private const int TellsPerLook = 4_096;

    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Warms up for a fifth, then measures tell and ask for <paramref name="seconds"/> each.</summary>
    public static KernelFigures Run(double seconds)
    {
        var warmUp = TimeSpan.FromSeconds(seconds / 5);
        var length = TimeSpan.FromSeconds(seconds);
        MeasureTells(warmUp);
        double tells = MeasureTells(length);
        MeasureAsksAsync(warmUp).GetAwaiter().GetResult();
        double asks = MeasureAsksAsync(length).GetAwaiter().GetResult();
        return new KernelFigures(tells, asks);
    }

    private static double MeasureTells(TimeSpan length)
    {
        using var runtime = new PooledRuntime();
        ActorSystem system = ActorSystem.Create("bench", runtime);
        var counter = new Counter();
        IActorRef actor = system.ActorOf(new Props(() => counter), "counter");
        var message = new object();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < length)
        {
            for (int sent = 0; sent < TellsPerLook; sent++)
                TellUntilAccepted(actor, message);
        }
        long handled = counter.Handled;
        double perSecond = handled / watch.Elapsed.TotalSeconds;
        system.Terminate().GetAwaiter().GetResult();
        return perSecond;
    }

    private static void TellUntilAccepted(IActorRef actor, object message)
    {
        var wait = new SpinWait();
        while (actor.TryTell(message) == TellResult.MailboxFull)
            wait.SpinOnce(sleep1Threshold: -1);
    }

    private static async Task<double> MeasureAsksAsync(TimeSpan length)
    {
        using var runtime = new PooledRuntime();
        await using ActorSystem system = ActorSystem.Create("bench", runtime);
        IActorRef actor = system.ActorOf(new Props(static () => new Echo()), "echo");
        var watch = Stopwatch.StartNew();
        Task<long>[] askers =
            [.. Enumerable.Range(0, AsksInFlight).Select(_ => Task.Run(() => AskUntilAsync(actor, watch, length)))];
        long answers = (await Task.WhenAll(askers)).Sum();
        return answers / watch.Elapsed.TotalSeconds;
    }

    private static async Task<long> AskUntilAsync(IActorRef actor, Stopwatch watch, TimeSpan length)
    {
        var question = new object();
        long answers = 0;
        while (watch.Elapsed < length)
        {
            await actor.Ask<object>(question, AskTimeout);
            answers++;
        }
        return answers;
    }

    private sealed class Counter : ActorBase
    {
        private long handled;

        public long Handled => Volatile.Read(ref handled);

        protected override bool Receive(object message)
        {
            handled++;
            return true;
        }
    }

    private sealed class Echo : ActorBase
    {
        protected override bool Receive(object message)
        {
            Sender!.TryTellReserved(message);
            return true;
        }
    }
}
