namespace ActorMQ.Bench.Product;

/// <summary>Looks at a node's memory and files ten times a second, and keeps the most it has seen.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource over = new();
    private readonly Task watching;

    public MemoryWatch(NodeProcess node) => watching = WatchAsync(node);

    /// <summary>The most resident memory, in MiB.</summary>
    public double ResidentMebibytesMax { get; private set; }

    /// <summary>The most that the files took, in MiB.</summary>
    public double FileMebibytesMax { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await watching;
        over.Dispose();
    }

    private async Task WatchAsync(NodeProcess node)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await timer.WaitForNextTickAsync(over.Token))
            {
                ResidentMebibytesMax = Math.Max(ResidentMebibytesMax, node.ResidentMebibytes);
                FileMebibytesMax = Math.Max(FileMebibytesMax, node.FileMebibytes);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
