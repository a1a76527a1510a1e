using Spectre.Console;

namespace ActorMQ.Cmd.Output;

/// <summary>Shows how far long work is, where a person sees the error output; elsewhere nothing.</summary>
internal static class WorkProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Completes with the work.</summary>
    /// <param name="terminal">Whose error output it is.</param>
    /// <param name="title">What is being done.</param>
    /// <param name="total">How much there is to do; null: nobody knows.</param>
    /// <param name="done">How much of it is done.</param>
    /// <param name="work">The work itself.</param>
    public static async Task ShowAsync(Terminal terminal, string title, long? total, Func<long> done, Task work)
    {
        var output = new AnsiConsoleOutput(terminal.Error);
        if (output.IsTerminal)
        {
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = output });
            await console.Progress().AutoClear(true).StartAsync(shown => FollowAsync(shown, title, total, done, work));
        }

        await work;
    }

    private static async Task FollowAsync(
        ProgressContext shown, string title, long? total, Func<long> done, Task work)
    {
        string name = Markup.Escape(PrintableText.Of(title));
        ProgressTask bar = shown.AddTask(name, maxValue: total ?? 1);
        bar.IsIndeterminate = total is null;
        while (await Task.WhenAny(work, Task.Delay(Pause)) != work)
        {
            long now = done();
            bar.Description = $"{name} {now:N0}";
            bar.Value = total is null ? 0 : now;
        }
    }
}
