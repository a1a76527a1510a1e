using ActorMQ.Client.Links;
using ActorMQ.TestKit;

namespace ActorMQ.Client.Tests;

public sealed class EventsTests
{
    [Fact]
    public void Connections_that_come_and_go_are_told_with_endpoint_and_cause() => Simulation.Run(1, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        s.Node.Connections.Single().Close();
        ClientEvent first = await client.Events.ReadAsync();
        ClientEvent lost = await client.Events.ReadAsync();
        ClientEvent again = await client.Events.ReadAsync();
        Assert.Equal(
            [ClientEventKind.Connected, ClientEventKind.Lost, ClientEventKind.Connected],
            [first.Kind, lost.Kind, again.Kind]);
        Assert.Equal(("node:1", "AMQ-1011"), (lost.Endpoint, lost.Cause!.Code));
        Assert.Null(lost.Topic);
    });

    [Fact]
    public void A_consumers_own_connection_is_told_with_its_topic_and_group() => Simulation.Run(2, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Assert.Null((await client.Events.FirstAsync(ClientEventKind.Connected)).Topic);
        await using Consumer consumer = client.Subscribe("orders", "g");
        ClientEvent told = await client.Events.FirstAsync(ClientEventKind.Connected);
        Assert.Equal(("orders", "g"), (told.Topic, told.Group));
    });

    [Fact]
    public void The_events_end_with_the_client() => Simulation.Run(3, async s =>
    {
        ActorMQClient client = await s.ConnectAsync();
        await client.DisposeAsync();
        while (client.Events.TryRead(out _))
        {
        }
        Assert.False(await client.Events.WaitToReadAsync());
    });

    [Fact]
    public void What_nobody_reads_is_dropped_from_the_front_and_every_drop_is_counted()
    {
        var events = new ClientEvents(new SimulatedRuntime(1).Time);
        int written = 3 * ClientEvents.WaitingMax + 7;
        for (int number = 0; number < written; number++)
            events.Add(ClientEventKind.LockLost, told => told with { FirstOffset = number });
        long read = 0;
        long dropped = 0;
        while (events.Reader.TryRead(out ClientEvent? told))
        {
            read++;
            dropped += told.Dropped;
        }
        events.Add(ClientEventKind.LockLost, static told => told);
        Assert.True(events.Reader.TryRead(out ClientEvent? last));
        Assert.Equal(ClientEvents.WaitingMax, read);
        Assert.Equal(written - read, dropped + last.Dropped);
    }
}
