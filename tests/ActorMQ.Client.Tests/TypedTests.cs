using System.Text.Json;

namespace ActorMQ.Client.Tests;

/// <summary>Values in the place of bytes.</summary>
public sealed class TypedTests
{
    private static readonly JsonBodySerializer<Order> Json = new(OrderJson.Default.Order);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_value_arrives_as_it_was_sent() => Simulation.Run(1, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Producer<Order> producer = client.Producer("orders", Json);
        await producer.SendAsync(new Order(1, "ann"), "k");
        Assert.True((await producer.TrySendAsync(new Order(2, "bob"), "k")).IsSent);
        await producer.EnqueueAsync(new Order(3, "eve"), "k");
        await producer.FlushAsync();
        await producer.Untyped.SendAsync(producer.ToMessage(new Order(4, "tom"), "k") with { Tag = "blue" });
        Consumer<Order> consumer = client.Subscribe("orders", "g", Json);
        IReadOnlyList<Delivery<Order>> four = await consumer.FetchAsync(4, Soon);
        while (four.Count < 4)
            four = [.. four, Assert.NotNull(await consumer.NextAsync(Soon))];
        Assert.Equal(
            [new Order(1, "ann"), new Order(2, "bob"), new Order(3, "eve"), new Order(4, "tom")],
            four.Select(static one => one.Value));
        Assert.Equal("blue", four[3].Untyped.Tag);
        foreach (Delivery<Order> one in four)
            await one.AckAsync();
        await consumer.FlushAsync();
        Assert.Equal(4, s.Node.Settled.Count);
    });

    [Fact]
    public void What_cannot_be_read_fails_where_its_value_is_asked_for_and_is_nacked() => Simulation.Run(2, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("no json");
        List<HandlingError> errors = [];
        await using MessageHandling handling = client.Process(
            "orders",
            "g",
            Json,
            static (delivery, _) => delivery.Attempt == 1 && delivery.Value.Number == 0
                ? ValueTask.CompletedTask
                : delivery.RejectAsync("no order"),
            new MessageHandlerOptions { OnError = errors.Add });
        await Task.Delay(Soon, s.Runtime.Time);
        Assert.IsAssignableFrom<JsonException>(Assert.Single(errors).Exception);
        Assert.Single(s.Node.Settled);
    });

    [Fact]
    public void A_loop_gives_values_until_it_is_cancelled() => Simulation.Run(3, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders", Json).SendAsync(new Order(7, "ann"));
        await using Consumer<Order> consumer = client.Subscribe("orders", "g", Json);
        await foreach (Delivery<Order> delivery in consumer.ConsumeAsync())
        {
            Assert.Equal(7, delivery.Value.Number);
            await delivery.AckAsync();
            break;
        }
    });
}
