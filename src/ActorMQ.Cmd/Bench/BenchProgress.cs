using System.Diagnostics;
using Spectre.Console;

namespace ActorMQ.Cmd.Bench;

/// <summary>Shows how far a run is, where a person sees the error output; elsewhere nothing.</summary>
internal static class BenchProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Completes with what is being measured.</summary>
    public static async Task<BenchFigures> ShowAsync(
        Terminal terminal, BenchRun run, BenchSettings settings, Task<BenchFigures> measuring)
    {
        var output = new AnsiConsoleOutput(terminal.Error);
        if (!output.IsTerminal)
            return await measuring;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = output });
        await console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
            .StartAsync(shown => FollowAsync(shown.AddTask("starting", maxValue: settings.Seconds), run, measuring));
        return await measuring;
    }

    private static async Task FollowAsync(ProgressTask bar, BenchRun run, Task measuring)
    {
        long start = Stopwatch.GetTimestamp();
        (long Received, double At) before = (0, 0);
        while (await Task.WhenAny(measuring, Task.Delay(Pause)) != measuring)
        {
            (long Received, double At) now = (run.Received, Stopwatch.GetElapsedTime(start).TotalSeconds);
            double perSecond = (now.Received - before.Received) / (now.At - before.At);
            bar.Value = now.At;
            bar.Description = $"{perSecond:N0}/s, {Math.Max(0, run.Sent - now.Received):N0} behind";
            before = now;
        }
    }
}
