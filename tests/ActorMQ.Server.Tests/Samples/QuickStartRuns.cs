using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Server.Tests.Samples;

public sealed class QuickStartRuns
{
    [Fact]
    public async Task It_sends_bills_retries_gives_up_and_redrives_whatever_an_earlier_run_left()
    {
        await using TestNode node = await TestNode.StartAsync();
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        await admin.CreateTopicAsync("quickstart", 1, cancellation: TestContext.Current.CancellationToken);
        string[] told = await RunAsync(node);
        Assert.Equal(5, told.Count(static line => line.StartsWith("sent", StringComparison.Ordinal)));
        Assert.Equal(
            ["failed   order 3, attempt 1", "failed   order 3, attempt 2", "failed   order 3, attempt 3"],
            told.Where(static line => line.StartsWith("failed", StringComparison.Ordinal)));
        Assert.Contains(
            "gave up  order 3 after 3 attempts: InvalidOperationException: the currency is unknown", told);
        Assert.Equal(["redriven 1", "billed   order 3", "lag      0"], told[^3..]);
    }

    private static async Task<string[]> RunAsync(TestNode node)
    {
        string server = NodeProcess.ServerLibrary();
        string configuration = Path.GetFileName(Path.GetDirectoryName(server)!);
        string library = Path.Combine(server, "../../..", "QuickStart", configuration, "QuickStart.dll");
        var start = new ProcessStartInfo(
            "dotnet", [Path.GetFullPath(library), node.Setup.Endpoint, node.Setup.HttpAddress])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
