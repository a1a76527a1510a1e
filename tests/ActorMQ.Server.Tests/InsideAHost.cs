using ActorMQ.Client;
using ActorMQ.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorMQ.Server.Tests;

/// <summary>A node and a client inside an application's own host.</summary>
public sealed class InsideAHost
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_starts_and_stops_with_the_host_and_a_client_beside_it_sends_and_receives()
    {
        using IHost host = Build(("actormq.journal.plugin", "memory"));
        await host.StartAsync(Cancellation);
        ActorMQNode node = await host.Services.GetRequiredService<INodeAccess>().Node;
        using (var admin = new ActorMQAdmin(node.HttpAddress))
            await admin.CreateTopicAsync("orders", cancellation: Cancellation);

        await using (var access = NewClientAccess(node.Endpoint))
        {
            ActorMQClient client = await access.GetRequiredService<ActorMQClientAccess>().ConnectAsync(Cancellation);
            await using Producer producer = client.Producer("orders");
            await using Consumer consumer = client.Subscribe("orders", "billing");
            await producer.SendAsync("hello", Cancellation);
            Delivery? delivery = await consumer.NextAsync(TimeSpan.FromSeconds(20), Cancellation);

            Assert.Equal("hello", delivery?.Text);
            await delivery!.Value.AckAsync();
        }
        await host.StopAsync(Cancellation);

        Assert.True(node.WhenTerminated.IsCompletedSuccessfully);
        Assert.False(host.Services.GetRequiredService<INodeAccess>().HasFailed);
    }

    [Fact]
    public async Task A_setting_that_cannot_be_used_fails_the_hosts_start()
    {
        using IHost host = Build(("actormq.remote.port", "many"));

        var refused = await Assert.ThrowsAsync<InvalidSettingException>(() => host.StartAsync(Cancellation));

        Assert.Contains("actormq.remote.port = many", refused.Message, StringComparison.Ordinal);
    }

    private static IHost Build((string Key, string Value) setting)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddActorMQSettings(
        [
            new("actormq.remote.port", "0"), new("actormq.http.port", "0"), new(setting.Key, setting.Value),
        ]);
        builder.Services.AddActorMQ();
        return builder.Build();
    }

    private static ServiceProvider NewClientAccess(string endpoint) =>
        new ServiceCollection().AddActorMQClient(endpoint).BuildServiceProvider();
}
