using ActorMQ.Client;
using ActorMQ.Cmd.Output;
using Spectre.Console;

namespace ActorMQ.Cmd.DeadLetters;

/// <summary>
/// Shows how far a redrive or a purge is: a bar where a person sees the error output, lines where JSON is wanted.
/// </summary>
internal static class RunProgress
{
    /// <summary>Completes with how it ended.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="run">Does it, and reports.</param>
    /// <param name="line">How a report is written as JSON; null: it is not.</param>
    public static async Task<DeadLetterProgress> ShowAsync(
        Terminal terminal, Func<IProgress<DeadLetterProgress>, ValueTask<DeadLetterProgress>> run,
        Func<DeadLetterProgress, DeadLetterRunLine>? line)
    {
        if (line is not null)
            return await run(new Reports(report => WriteLine(terminal, report, line)));
        var output = new AnsiConsoleOutput(terminal.Error);
        if (!output.IsTerminal)
            return await run(new Reports(static _ => { }));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = output });
        return await console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
            .StartAsync(async shown =>
            {
                ProgressTask bar = shown.AddTask("looking");
                return await run(new Reports(report => Show(bar, report)));
            });
    }

    // The last one is told by the command.
    private static void WriteLine(
        Terminal terminal, DeadLetterProgress report, Func<DeadLetterProgress, DeadLetterRunLine> line)
    {
        if (!report.IsDone)
            CmdJson.Write(terminal.Out, line(report), CmdJson.Line.DeadLetterRunLine);
    }

    private static void Show(ProgressTask bar, DeadLetterProgress report)
    {
        bar.MaxValue = Math.Max(1, report.Done + report.Remaining);
        bar.Value = report.Done;
        bar.Description = $"{report.Done:N0} done, {report.Remaining:N0} left";
    }

    private sealed class Reports(Action<DeadLetterProgress> act) : IProgress<DeadLetterProgress>
    {
        public void Report(DeadLetterProgress value) => act(value);
    }
}
