using System.Runtime.InteropServices;

namespace ActorMQ.Cmd;

/// <summary>The executable <c>pbm</c>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        Console.CancelKeyPress += (_, pressed) =>
        {
            // Whoever presses it again does not want to wait for an end in order.
            pressed.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };
        return await CommandLine.RunAsync(args, Terminal.OfProcess(), stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
