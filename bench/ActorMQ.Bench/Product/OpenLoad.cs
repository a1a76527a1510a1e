using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

/// <summary>Sends at a steady rate, whatever the node does, and times each message from when it was due.</summary>
internal sealed class OpenLoad(ActorMQClient client, BenchRequest request) : IDisposable
{
    private static readonly TimeSpan interval = TimeSpan.FromMilliseconds(1);

    private readonly CancellationTokenSource over = new();
    private long countedFrom = long.MaxValue;
    private volatile bool isStopping;
    private int pending;

    /// <summary>From the intended time until the send completed.</summary>
    public LatencyHistogram Sends { get; } = new();

    /// <summary>From the intended time until the consumer had the message.</summary>
    public LatencyHistogram Deliveries { get; } = new();

    /// <summary>From the intended time until the send began.</summary>
    public LatencyHistogram Lateness { get; } = new();

    /// <summary>Counts messages that are due from here on.</summary>
    public void BeginCounting() => Volatile.Write(ref countedFrom, Stopwatch.GetTimestamp());

    /// <summary>Ends the sending.</summary>
    public void StopSending() => isStopping = true;

    /// <summary>Ends the receiving.</summary>
    public void StopReceiving() => over.Cancel();

    public void Dispose() => over.Dispose();

    /// <summary>Sends until it is stopped, then waits for all of them.</summary>
    public async Task SendAsync()
    {
        await using Producer producer = client.Producer(Load.Topic);
        Thread pacer = Pacer.Start(interval, due => TrySend(producer, due));
        await Task.Run(pacer.Join);
        while (Volatile.Read(ref pending) != 0)
            await Task.Delay(10);
    }

    /// <summary>Receives and acks until it is stopped.</summary>
    public async Task ReceiveAsync()
    {
        await using Consumer consumer = client.Subscribe(Load.Topic, "bench");
        try
        {
            await foreach (Delivery delivery in consumer.ConsumeAsync(over.Token))
            {
                Count(Deliveries, BitConverter.ToInt64(delivery.Body.Span));
                await delivery.AckAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private bool TrySend(Producer producer, long due)
    {
        if (isStopping)
            return false;
        Count(Lateness, due);
        var body = new byte[Math.Max(8, request.Size)];
        BitConverter.TryWriteBytes(body, due);
        Interlocked.Increment(ref pending);
        _ = TimeAsync(producer.SendAsync(body), due);
        return true;
    }

    private async Task TimeAsync(ValueTask<SendReceipt> send, long due)
    {
        await send;
        Count(Sends, due);
        Interlocked.Decrement(ref pending);
    }

    private void Count(LatencyHistogram histogram, long due)
    {
        if (due >= Volatile.Read(ref countedFrom))
            histogram.Add((long)Stopwatch.GetElapsedTime(due).TotalNanoseconds);
    }
}
