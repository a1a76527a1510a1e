namespace ActorMQ.Demo;

/// <summary>One line a second, for files and pipes.</summary>
internal sealed class PlainScreen(TextWriter output) : IDemoScreen
{
    public async Task WatchAsync(Task work, Func<DemoFigures> figures)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, second.WaitForNextTickAsync().AsTask());
            DemoFigures so = figures();
            Say($"sent {so.Sent}, acknowledged {so.Confirmed}, "
                + $"consumer 1 has taken {so.FirstConsumer}, consumer 2 {so.SecondConsumer}");
        }
        await work;
    }

    public void Say(string text) => output.WriteLine(text);
}
