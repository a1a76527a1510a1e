using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Demo;

/// <summary>The story: send and consume; kill the node in the middle; start it again; count.</summary>
internal sealed class DemoRun(NodeSetup setup, DemoLedger ledger, IDemoScreen screen) : IAsyncDisposable
{
    private const string Topic = "orders";
    private const int PerSecond = 20_000;
    private const double KillAt = 0.4;
    private static readonly TimeSpan DrainTimeMax = TimeSpan.FromSeconds(40);

    private NodeProcess? node;

    /// <summary>From the kill to the next confirmed message.</summary>
    public TimeSpan Silence { get; private set; }

    public async Task RunAsync(CancellationToken cancellation)
    {
        screen.Say($"Starting a node in {setup.DataDirectory}");
        node = await NodeProcess.StartAsync(setup);
        using (var admin = new ActorMQAdmin(setup.HttpAddress))
            await admin.CreateTopicAsync(Topic, partitions: 8, cancellation: cancellation);

        await using ActorMQClient client = await ActorMQClient.ConnectAsync(
            setup.Endpoint, new ClientOptions { Name = "demo" }, cancellation);
        await using Producer producer = client.Producer(Topic);
        await using Consumer one = client.Subscribe(Topic, "billing");
        await using Consumer two = client.Subscribe(Topic, "billing");
        DemoConsumer first = new(one, ledger), second = new(two, ledger);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task consuming = Task.WhenAll(first.RunAsync(end.Token), second.RunAsync(end.Token));
        Task sending = new DemoProducer(producer, ledger, PerSecond).RunAsync(cancellation);
        await screen.WatchAsync(
            Task.WhenAll(sending, CrashAsync(sending, cancellation), DrainAsync(sending, consuming, cancellation)),
            () => new DemoFigures(ledger.Messages, ledger.Sent, ledger.Confirmed, first.Taken, second.Taken));
        await end.CancelAsync();
        await consuming;
    }

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
            await node.DisposeAsync();
        Directory.Delete(setup.DataDirectory, recursive: true);
    }

    private async Task CrashAsync(Task sending, CancellationToken cancellation)
    {
        await UntilAsync(() => sending.IsCompleted || IsMidway(), cancellation);
        long before = Stopwatch.GetTimestamp();
        screen.Say($"kill -9 of process {node!.Id}: {ledger.Sent - ledger.Confirmed} messages wait to be acknowledged");
        await node.KillAsync();
        long confirmed = ledger.Confirmed;
        node = await NodeProcess.StartAsync(setup);
        screen.Say($"The node runs again, process {node.Id}");
        await UntilAsync(() => sending.IsCompleted || ledger.Confirmed > confirmed, cancellation);
        Silence = Stopwatch.GetElapsedTime(before);
    }

    // While messages are on their way: a crash in a silent moment would prove little.
    private bool IsMidway() => ledger.Confirmed >= KillAt * ledger.Messages && ledger.Sent > ledger.Confirmed;

    private async Task DrainAsync(Task sending, Task consuming, CancellationToken cancellation)
    {
        await Task.WhenAny(sending, consuming);
        long start = Stopwatch.GetTimestamp();
        await UntilAsync(
            () => consuming.IsCompleted || ledger.Delivered >= ledger.Messages
                || Stopwatch.GetElapsedTime(start) > DrainTimeMax,
            cancellation);
    }

    private static async Task UntilAsync(Func<bool> isReached, CancellationToken cancellation)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!isReached())
            await beat.WaitForNextTickAsync(cancellation);
    }
}
