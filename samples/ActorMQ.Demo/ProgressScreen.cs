using Spectre.Console;

namespace ActorMQ.Demo;

/// <summary>Progress bars, for terminals.</summary>
internal sealed class ProgressScreen : IDemoScreen
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    public Task WatchAsync(Task work, Func<DemoFigures> figures) => AnsiConsole.Progress()
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
        .StartAsync(progress => DrawAsync(progress, work, figures));

    public void Say(string text) => AnsiConsole.MarkupLineInterpolated($"[grey]{text}[/]");

    private static async Task DrawAsync(ProgressContext progress, Task work, Func<DemoFigures> figures)
    {
        int messages = figures().Messages;
        ProgressTask sent = progress.AddTask("producer: sent", maxValue: messages);
        ProgressTask confirmed = progress.AddTask("producer: acknowledged", maxValue: messages);
        ProgressTask first = progress.AddTask("consumer 1", maxValue: messages);
        ProgressTask second = progress.AddTask("consumer 2", maxValue: messages);
        using var beat = new PeriodicTimer(Refresh);
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, beat.WaitForNextTickAsync().AsTask());
            DemoFigures so = figures();
            (sent.Value, confirmed.Value) = (so.Sent, so.Confirmed);
            (first.Value, second.Value) = (so.FirstConsumer, so.SecondConsumer);
        }
        await work;
    }
}
