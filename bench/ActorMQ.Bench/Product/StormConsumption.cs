using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

/// <summary>One consumer that acks whatever comes, and nacks every second delivery, by chance, in a storm.</summary>
internal sealed class StormConsumption(ActorMQClient client) : IDisposable
{
    private readonly CancellationTokenSource over = new();
    private readonly Random chance = new(1);
    private volatile bool isStorm;
    private long fresh;
    private long acked;
    private long nacked;
    private long freshAt;
    private long gapMax;

    /// <summary>First deliveries so far.</summary>
    public long Fresh => Volatile.Read(ref fresh);

    /// <summary>Messages that were acked so far.</summary>
    public long Acked => Volatile.Read(ref acked);

    /// <summary>Deliveries that were nacked so far.</summary>
    public long Nacked => Volatile.Read(ref nacked);

    /// <summary>From here on every second delivery is nacked.</summary>
    public void BeginStorm()
    {
        Volatile.Write(ref freshAt, Stopwatch.GetTimestamp());
        Volatile.Write(ref gapMax, 0);
        isStorm = true;
    }

    /// <summary>From here on everything is acked; answers the longest time without a first delivery.</summary>
    public TimeSpan EndStorm()
    {
        isStorm = false;
        long open = Stopwatch.GetTimestamp() - Volatile.Read(ref freshAt);
        return Stopwatch.GetElapsedTime(0, Math.Max(open, Volatile.Read(ref gapMax)));
    }

    /// <summary>Ends the receiving.</summary>
    public void Stop() => over.Cancel();

    public void Dispose() => over.Dispose();

    /// <summary>Receives until it is stopped.</summary>
    public async Task ReceiveAsync()
    {
        await using Consumer consumer = client.Subscribe(Load.Topic, "bench");
        try
        {
            await foreach (Delivery delivery in consumer.ConsumeAsync(over.Token))
            {
                if (delivery.Attempt == 1)
                    NoteFresh();
                if (isStorm && chance.Next(2) == 0)
                {
                    await delivery.NackAsync();
                    Volatile.Write(ref nacked, nacked + 1);
                }
                else
                {
                    await delivery.AckAsync();
                    Volatile.Write(ref acked, acked + 1);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void NoteFresh()
    {
        Volatile.Write(ref fresh, fresh + 1);
        if (!isStorm)
            return;
        long at = Stopwatch.GetTimestamp();
        gapMax = Math.Max(gapMax, at - freshAt);
        freshAt = at;
    }
}
