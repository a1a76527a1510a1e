using System.Collections.Concurrent;
using ActorMQ.Client;

namespace ActorMQ.Server.Tests.Crashes;

/// <summary>Acks most deliveries, gives some back, and holds some unsettled until it is told to settle all.</summary>
internal sealed class RestlessConsumer(Consumer consumer, ConcurrentDictionary<LogPlace, int> delivered)
{
    private const int NackEach = 37;
    private const int HoldEach = 53;
    private const int HeldMax = 500;

    private readonly Queue<Delivery> held = new();
    private volatile bool isCalm;

    /// <summary>From here on everything is acked.</summary>
    public void CalmDown() => isCalm = true;

    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            Delivery? next = await consumer.NextAsync(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            if (next is { } delivery)
                await SettleAsync(delivery);
            while (held.Count > (isCalm ? 0 : HeldMax))
                await held.Dequeue().AckAsync();
        }
    }

    private async ValueTask SettleAsync(Delivery delivery)
    {
        delivered.AddOrUpdate(
            new LogPlace(delivery.Partition, delivery.Offset), 1, static (_, count) => count + 1);
        bool isFirst = delivery.Attempt == 1 && !isCalm;
        if (isFirst && delivery.Offset % NackEach == 0)
            await delivery.NackAsync();
        else if (isFirst && delivery.Offset % HoldEach == 0)
            held.Enqueue(delivery);
        else
            await delivery.AckAsync();
    }
}
