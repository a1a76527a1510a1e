using System.Diagnostics;
using System.Threading.Channels;
using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

#pragma warning disable CA2012 // Tasks of sends wait in a channel, each for one who awaits it once.

/// <summary>Sends at a rate, whatever the node does, and times each send from when it was due.</summary>
/// <remarks>
/// Sends are awaited in the order in which they began: one that is overtaken makes those behind it look slower, never
/// faster.
/// </remarks>
internal sealed class RatedLoad(ActorMQClient client, BenchRequest request, int ratePerSecond)
{
    // Of a second: what may be in flight, so that the load does not wait for the node.
    private const int WindowPart = 5;

    private static readonly TimeSpan tick = TimeSpan.FromMilliseconds(1);

    private readonly Channel<(ValueTask<SendReceipt> Send, long Due)> underWay =
        Channel.CreateUnbounded<(ValueTask<SendReceipt>, long)>(new UnboundedChannelOptions { SingleReader = true });

    private LatencyHistogram sends = new();
    private volatile bool isStopping;
    private long acknowledged;

    /// <summary>Sends that have completed.</summary>
    public long Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>From the intended time until the send completed, since the last call.</summary>
    public LatencyHistogram TakeTimes() => Interlocked.Exchange(ref sends, new LatencyHistogram());

    /// <summary>Ends the sending.</summary>
    public void Stop() => isStopping = true;

    /// <summary>Sends until it is stopped, then waits for all of them.</summary>
    public async Task SendAsync()
    {
        await using Producer producer = client.Producer(
            Load.Topic,
            new ProducerOptions { InFlightMessagesMax = Math.Max(request.Window, ratePerSecond / WindowPart) });
        Task awaiting = Task.Run(AwaitAllAsync);
        Thread pacer = Pacer.Start(tick, due => TrySend(producer, due));
        await Task.Run(pacer.Join);
        underWay.Writer.Complete();
        await awaiting;
    }

    // Each body begins with the time stamp at which its message was due.
    private bool TrySend(Producer producer, long due)
    {
        var body = new byte[Math.Max(8, request.Size)];
        BitConverter.TryWriteBytes(body, due);
        for (int message = 0; message < ratePerSecond / 1_000; message++)
            underWay.Writer.TryWrite((producer.SendAsync(body), due));
        return !isStopping;
    }

    private async Task AwaitAllAsync()
    {
        await foreach ((ValueTask<SendReceipt> send, long due) in underWay.Reader.ReadAllAsync())
        {
            await send;
            Volatile.Write(ref acknowledged, acknowledged + 1);
            sends.Add((long)Stopwatch.GetElapsedTime(due).TotalNanoseconds);
        }
    }
}
