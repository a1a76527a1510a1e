using System.Net;
using ActorMQ.Client;

namespace ActorMQ.Server.Tests;

/// <summary>The process <c>actormqd</c>: its start, its stop, and what it says when it cannot start.</summary>
public sealed class StartingAndStopping
{
    [Fact]
    public async Task A_started_node_is_live_and_ready_and_stops_with_0_on_SIGTERM()
    {
        await using TestNode node = await TestNode.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(node.Setup.HttpAddress) };

        using HttpResponseMessage live = await http.GetAsync("/health/live", Cancellation);
        using HttpResponseMessage ready = await http.GetAsync("/health/ready", Cancellation);
        int exitCode = await node.Process.StopAsync();

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Topics_outlive_a_stop_and_a_kill()
    {
        await using TestNode node = await TestNode.StartAsync();
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        await admin.CreateTopicAsync("first", partitions: 3, cancellation: Cancellation);

        await node.Process.StopAsync();
        await node.RestartAsync();
        await admin.CreateTopicAsync("second", partitions: 1, cancellation: Cancellation);
        await node.CrashAndRestartAsync();

        IReadOnlyList<TopicDescription> topics = await admin.ListTopicsAsync(Cancellation);
        Assert.Equal([("first", 3), ("second", 1)], topics.Select(topic => (topic.Name, topic.Partitions)));
    }

    [Fact]
    public async Task A_second_process_on_the_data_directory_is_told_who_holds_it()
    {
        await using TestNode node = await TestNode.StartAsync();
        NodeSetup second = NodeSetup.Fresh("second");
        Directory.Delete(second.DataDirectory);

        await using NodeProcess refused = NodeProcess.Launch(second with { DataDirectory = node.Setup.DataDirectory });
        int exitCode = await refused.ExitAsync();

        Assert.Equal(1, exitCode);
        string message = Assert.Single(refused.Errors, line => line.StartsWith("actormqd:", StringComparison.Ordinal));
        Assert.Contains($"pid {node.Process.Id}", message, StringComparison.Ordinal);
        Assert.Contains("incarnation ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        await using TestNode node = await TestNode.StartAsync();
        NodeSetup fresh = NodeSetup.Fresh("port");

        await using NodeProcess refused = NodeProcess.Launch(fresh with { RemotePort = node.Setup.RemotePort });
        int exitCode = await refused.ExitAsync();
        Directory.Delete(fresh.DataDirectory, recursive: true);

        Assert.Equal(1, exitCode);
        Assert.Contains(refused.Errors, line => line.Contains($"{node.Setup.RemotePort}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("actormq.remote.port=70000", "actormq.remote.port = 70000", "0 to 65535")]
    [InlineData("actormq.http.host=0.0.0.0", "actormq.http.host = 0.0.0.0", "actormq.security.open-to-network")]
    [InlineData("actormq.memory.batches=1MiB", "actormq.memory.batches = 1MiB", "64MiB")]
    [InlineData("actormq.no.such=1", "actormq.no.such = 1", "no such key")]
    public async Task A_setting_that_cannot_be_used_is_named_with_its_value_and_what_is_allowed(
        string setting, string named, string allowed)
    {
        NodeSetup setup = NodeSetup.Fresh("setting");

        await using NodeProcess refused = NodeProcess.Launch(setup with { Settings = [setting] });
        int exitCode = await refused.ExitAsync();
        Directory.Delete(setup.DataDirectory, recursive: true);

        string message = Assert.Single(refused.Errors);
        Assert.Equal(2, exitCode);
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Contains(allowed, message, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
