using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ActorMQ.Bench.Product;

/// <summary>Calls at exact times: sleeps until shortly before, then spins, on a thread of its own.</summary>
internal static partial class Pacer
{
    private static readonly TimeSpan spin = TimeSpan.FromMicroseconds(90);

    /// <summary>
    /// Calls <paramref name="act"/> with the intended time stamp, again and again, until it answers false.
    /// </summary>
    public static Thread Start(TimeSpan interval, Func<long, bool> act)
    {
        var thread = new Thread(() => Run(interval, act)) { Name = "pacer", Priority = ThreadPriority.AboveNormal };
        thread.Start();
        return thread;
    }

    private static void Run(TimeSpan interval, Func<long, bool> act)
    {
        long step = (long)(interval.TotalSeconds * Stopwatch.Frequency);
        long due = Stopwatch.GetTimestamp() + step;
        WaitUntil(due);
        while (act(due))
        {
            due += step;
            WaitUntil(due);
        }
    }

    private static void WaitUntil(long due)
    {
        TimeSpan left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (left > spin)
            Sleep(left - spin);
        while (Stopwatch.GetTimestamp() < due)
            Thread.SpinWait(8);
    }

    private static void Sleep(TimeSpan time)
    {
        if (!OperatingSystem.IsLinux())
        {
            Thread.Sleep(time);
            return;
        }
        var length = new Timespec(time.Ticks / TimeSpan.TicksPerSecond, time.Ticks % TimeSpan.TicksPerSecond * 100);
        NanoSleep(in length, IntPtr.Zero);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in Timespec length, IntPtr rest);

    private readonly record struct Timespec(long Seconds, long Nanoseconds);
}
