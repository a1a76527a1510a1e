using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

#pragma warning disable CA2012 // Tasks of sends wait in a queue, each for one who awaits it once.

/// <summary>One producer and one consumer at full speed, in this process.</summary>
internal sealed class Load(ActorMQClient client, BenchRequest request) : IDisposable
{
    /// <summary>The topic that both use.</summary>
    public const string Topic = "bench";

    private readonly long[] nextOffsets = new long[BenchLoad.Partitions];
    private readonly CancellationTokenSource over = new();
    private volatile bool isStopping;
    private long received;
    private long acknowledged;

    /// <summary>Deliveries so far.</summary>
    public long Received => Volatile.Read(ref received);

    /// <summary>Sends that have completed.</summary>
    public long Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>Deliveries of an offset that had been delivered before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Offsets that were left out.</summary>
    public long Gaps { get; private set; }

    /// <summary>Ends the sending; what is on its way still arrives.</summary>
    public void StopSending() => isStopping = true;

    /// <summary>Ends the receiving.</summary>
    public void StopReceiving() => over.Cancel();

    public void Dispose() => over.Dispose();

    /// <summary>Sends one message after the other until it is stopped, then waits for all of them.</summary>
    public async Task SendAsync()
    {
        var body = new byte[request.Size];
        Random.Shared.NextBytes(body);
        await using Producer producer = client.Producer(
            Topic, new ProducerOptions { InFlightMessagesMax = request.Window });
        var sends = new Queue<ValueTask<SendReceipt>>(request.Window);
        while (!isStopping)
        {
            if (sends.Count == request.Window)
                await EndOneAsync(sends);
            sends.Enqueue(producer.SendAsync(body));
        }
        while (sends.Count != 0)
            await EndOneAsync(sends);
    }

    /// <summary>Receives and acks until it is stopped.</summary>
    public async Task ReceiveAsync()
    {
        await using Consumer consumer = client.Subscribe(Topic, "bench");
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

    private async ValueTask EndOneAsync(Queue<ValueTask<SendReceipt>> sends)
    {
        await sends.Dequeue();
        Volatile.Write(ref acknowledged, acknowledged + 1);
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
