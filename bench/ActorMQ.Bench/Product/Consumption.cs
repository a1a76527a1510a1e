using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

/// <summary>One consumer that acks whatever comes, and looks at the offsets.</summary>
internal sealed class Consumption(ActorMQClient client) : IDisposable
{
    private readonly long[] nextOffsets = new long[BenchLoad.Partitions];
    private readonly CancellationTokenSource over = new();
    private long received;

    /// <summary>Deliveries of new offsets so far.</summary>
    public long Received => Volatile.Read(ref received);

    /// <summary>Deliveries of an offset that had been delivered before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Offsets that were left out.</summary>
    public long Gaps { get; private set; }

    /// <summary>Ends the receiving.</summary>
    public void Stop() => over.Cancel();

    public void Dispose() => over.Dispose();

    /// <summary>Receives and acks until it is stopped.</summary>
    public async Task ReceiveAsync()
    {
        await using Consumer consumer = client.Subscribe(Load.Topic, "bench");
        try
        {
            await foreach (Delivery delivery in consumer.ConsumeAsync(over.Token))
            {
                Note(delivery);
                await delivery.AckAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void Note(in Delivery delivery)
    {
        ref long next = ref nextOffsets[delivery.Partition];
        if (delivery.Offset < next)
        {
            Duplicates++;
            return;
        }
        Gaps += delivery.Offset - next;
        next = delivery.Offset + 1;
        Volatile.Write(ref received, received + 1);
    }
}
