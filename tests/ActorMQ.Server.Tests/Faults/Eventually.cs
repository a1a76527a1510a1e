namespace ActorMQ.Server.Tests.Faults;

/// <summary>Waits for what has to come, however long this machine takes.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var late = new CancellationTokenSource(Patience);
        while (!await isSo())
            await beat.WaitForNextTickAsync(late.Token);
    }
}
