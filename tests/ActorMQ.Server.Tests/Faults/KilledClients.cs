using ActorMQ.Client;

namespace ActorMQ.Server.Tests.Faults;

/// <summary><c>kill -9</c> of a sender in the middle of its frames.</summary>
public sealed class KilledClients
{
    private const string Topic = "orders";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_a_killed_sender_was_told_is_stored_and_the_node_serves_on()
    {
        await using TestNode node = await TestNode.StartAsync();
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        await admin.CreateTopicAsync(Topic, partitions: 4, cancellation: Cancellation);
        for (int life = 1; life <= 3; life++)
        {
            string log = Path.Combine(node.Setup.DataDirectory, $"acknowledged-{life}.log");
            await SendUntilKilledAsync(node.Setup, log, life);
            CutLastLine(log);
            using PbmProcess check = PbmProcess.Start(
                node.Setup, "verify", "consume", "--log", log, "--idle", "5", "--group", $"check-{life}");
            (int exitCode, string output) = await check.EndAsync();
            TestContext.Current.TestOutputHelper!.WriteLine(output);
            Assert.Equal(0, exitCode);
        }

        Assert.DoesNotContain(node.Process.Errors, line => line.Contains("handler failed", StringComparison.Ordinal));
    }

    // Bodies of 16 KiB at full speed: it is hardly ever not in the middle of a frame.
    private static async Task SendUntilKilledAsync(NodeSetup node, string log, int life)
    {
        using PbmProcess sender = PbmProcess.Start(
            node, "verify", "produce", Topic, "--count", "1000000", "--size", "16384", "--seed", $"{life}",
            "--log", log);
        await Eventually.UntilAsync(() => sender.HasExited || new FileInfo(log) is { Exists: true, Length: > 20_000 });
        Assert.False(sender.HasExited);
        await sender.KillAsync();
    }

    private static void CutLastLine(string log)
    {
        string text = File.ReadAllText(log);
        File.WriteAllText(log, text[..(text.LastIndexOf('\n') + 1)]);
    }
}
