using ActorMQ.Client;

namespace ActorMQ.Demo;

/// <summary>The demo: <c>./build.sh demo [MESSAGES]</c>. Exit code 1 when an acknowledged message was lost.</summary>
internal static class Program
{
    private const int MessagesDefault = 300_000;

    public static async Task<int> Main(string[] args)
    {
        int messages = MessagesDefault;
        if (args.Length > 1 || (args.Length == 1 && (!int.TryParse(args[0], out messages) || messages < 1_000)))
        {
            Console.Error.WriteLine("Usage: demo [MESSAGES], a number from 1000; the default is 300000.");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        return await RunAsync(messages, stop.Token);
    }

    private static async Task<int> RunAsync(int messages, CancellationToken cancellation)
    {
        bool isScreen = !Console.IsOutputRedirected;
        var ledger = new DemoLedger(messages);
        IDemoScreen screen = isScreen ? new ProgressScreen() : new PlainScreen(Console.Out);
        try
        {
            await using var run = new DemoRun(NodeSetup.Fresh("demo"), ledger, screen);
            await run.RunAsync(cancellation);
            DemoReport.Write(ledger, run.Silence, isScreen);
        }
        catch (ActorMQException failure)
        {
            Console.Error.WriteLine($"demo: {failure.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.Error.WriteLine("demo: stopped.");
            return 1;
        }
        return ledger.CountLost() == 0 && ledger.Confirmed == messages && ledger.Delivered == messages ? 0 : 1;
    }
}
