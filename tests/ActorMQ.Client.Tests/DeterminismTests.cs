namespace ActorMQ.Client.Tests;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_seed_takes_the_same_steps(ulong seed) => Assert.Equal(Trace(seed), Trace(seed));

    [Fact]
    public void Another_seed_takes_others() => Assert.NotEqual(Trace(1), Trace(2));

    private static ulong Trace(ulong seed)
    {
        var simulation = new Simulation(seed);
        simulation.Runtime.Run(() => ScenarioAsync(simulation));
        return simulation.Runtime.TraceHash;
    }

    private static async Task ScenarioAsync(Simulation s)
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Consumer consumer = client.Subscribe("orders", "g");
        Producer producer = client.Producer("orders");
        for (int number = 0; number < 50; number++)
        {
            await producer.SendAsync(new Message($"{number}", $"{number % 3}"));
            Delivery delivery = Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(9)));
            await (number % 7 == 0 ? delivery.NackAsync() : delivery.AckAsync());
            if (number == 25)
                s.Node.Connections[0].Close();
        }
    }
}
