using Spectre.Console;

namespace ActorMQ.Cmd.Verify;

/// <summary>Shows how far a verification is, where a person sees the error output; elsewhere nothing.</summary>
internal static class VerifyProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Completes with the work.</summary>
    public static async Task ShowAsync(Terminal terminal, VerifyPlan plan, Func<int> done, Task work)
    {
        var output = new AnsiConsoleOutput(terminal.Error);
        if (output.IsTerminal)
        {
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = output });
            await console.Progress().AutoClear(true).StartAsync(
                shown => FollowAsync(shown.AddTask(plan.Topic, maxValue: plan.Count), done, work));
        }

        await work;
    }

    private static async Task FollowAsync(ProgressTask bar, Func<int> done, Task work)
    {
        while (await Task.WhenAny(work, Task.Delay(Pause)) != work)
            bar.Value = done();
    }
}
