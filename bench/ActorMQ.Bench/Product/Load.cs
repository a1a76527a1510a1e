using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

#pragma warning disable CA2012 // Tasks of sends wait in a queue, each for one who awaits it once.

/// <summary>One producer at full speed, in this process.</summary>
internal sealed class Load(ActorMQClient client, BenchRequest request)
{
    /// <summary>The topic of all workloads.</summary>
    public const string Topic = "bench";

    private volatile bool isStopping;
    private long acknowledged;

    /// <summary>Sends that have completed.</summary>
    public long Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>Ends the sending; what is on its way still arrives.</summary>
    public void Stop() => isStopping = true;

    /// <summary>Sends one message after the other until it is stopped, then waits for all of them.</summary>
    public Task SendAsync() => SendAsync(long.MaxValue);

    /// <summary>The same, and no more than <paramref name="count"/>.</summary>
    public async Task SendAsync(long count)
    {
        var body = new byte[request.Size];
        Random.Shared.NextBytes(body);
        await using Producer producer = client.Producer(
            Topic, new ProducerOptions { InFlightMessagesMax = request.Window });
        var sends = new Queue<ValueTask<SendReceipt>>(request.Window);
        for (long sent = 0; sent < count && !isStopping; sent++)
        {
            if (sends.Count == request.Window)
                await EndOneAsync(sends);
            sends.Enqueue(producer.SendAsync(body));
        }
        while (sends.Count != 0)
            await EndOneAsync(sends);
    }

    private async ValueTask EndOneAsync(Queue<ValueTask<SendReceipt>> sends)
    {
        await sends.Dequeue();
        Volatile.Write(ref acknowledged, acknowledged + 1);
    }
}
