using ActorMQ.Client;
using ActorMQ.Fuzz.Tests.Engine;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Clients;

/// <summary>
/// A program that uses the client: it is given results and <see cref="ActorMQException"/>s, nothing else.
/// </summary>
internal sealed class Application(SimulatedRuntime runtime, SeededRandom random, InputLog log)
{
    private const int SendsMax = 6;
    private const int DeliveriesMax = 30;

    /// <summary>Calls the client; null when it has failed as it says it may.</summary>
    public async Task<T?> TryAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (ActorMQException failure)
        {
            Assert.Matches("^AMQ-(?!0000)[0-9]{4,}$", failure.Code);
            Assert.NotEmpty(failure.Summary);
            Assert.NotEmpty(failure.NextStep);
            log.Count(failure.Code);
            return null;
        }
    }

    /// <summary>Sends a few messages, some at a time.</summary>
    public async Task SendAsync(Producer producer)
    {
        var sends = new List<Task>();
        for (int left = random.Next(1, SendsMax); left > 0; left--)
        {
            var message = new Message(new string('m', random.Next(200)), $"key {random.Next(9)}");
            sends.Add(TryAsync(async () => await producer.SendAsync(message) as object));
            if (random.Next(2) == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 500)), runtime.Time);
        }

        await Task.WhenAll(sends);
    }

    /// <summary>Consumes, looks at everything that a delivery has, and settles most, until the time is over.</summary>
    public async Task ConsumeAsync(ActorMQClient client, CancellationToken over)
    {
        await using Consumer consumer = client.Subscribe("orders", "billing");
        for (int left = DeliveriesMax; left > 0 && !over.IsCancellationRequested; left--)
        {
            await TryAsync(async () => await HandleAsync(consumer) as object);
            if (random.Next(8) == 0)
                await TryAsync(async () => await FlushedAsync(consumer));
        }
    }

    /// <summary>Once the node is as it should be, a send and a delivery come through.</summary>
    public async Task RequireWorkAsync(ActorMQClient client, Producer producer)
    {
        // What was believed of the topic may be learned to be wrong only now; that costs one send at most.
        await TryAsync(async () => await producer.SendAsync("learns"u8.ToArray()) as object);
        await producer.SendAsync("works"u8.ToArray());
        await using Consumer consumer = client.Subscribe("orders", "billing");
        Delivery? delivery = await consumer.NextAsync(TimeSpan.FromSeconds(30));
        await delivery!.Value.AckAsync();
        await consumer.FlushAsync();
    }

    private static async Task<object> FlushedAsync(Consumer consumer)
    {
        await consumer.FlushAsync();
        return consumer;
    }

    private async Task<string> HandleAsync(Consumer consumer)
    {
        if (await consumer.NextAsync(TimeSpan.FromSeconds(3)) is not { } delivery)
            return "";
        log.Count("delivered");
        string seen = $"{delivery.Offset} {delivery.Partition} {delivery.Attempt} {delivery.Tag} {delivery.Text} "
            + $"{delivery.CreatedAt} {delivery.Key.Length} {delivery.Headers.Count}";
        if (random.Next(5) == 0)
            await delivery.NackAsync();
        else if (random.Next(5) != 0)
            await delivery.AckAsync();
        return seen;
    }
}
