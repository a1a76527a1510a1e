namespace ActorMQ.Client.Tests;

/// <summary>docs/client.md shows what compiles and runs.</summary>
public sealed class ClientPageTests
{
    [Fact]
    public void Every_block_of_code_stands_in_the_compiled_page()
    {
        string root = Root();
        string code = Plain(File.ReadAllLines(
            Path.Combine(root, "tests", "ActorMQ.Client.Tests", "ClientPage.cs")));
        string[] blocks = File.ReadAllText(Path.Combine(root, "docs", "client.md")).Split("```csharp\n")[1..];
        Assert.True(blocks.Length >= 8, $"{blocks.Length} blocks");
        foreach (string block in blocks)
            Assert.Contains(Plain(block[..block.IndexOf("```", StringComparison.Ordinal)].Split('\n')), code);
    }

    [Fact]
    public void What_it_shows_runs() => Simulation.Run(1, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await ClientPage.SendAsync(client);
        await ClientPage.HandleAsync(client, () => Task.Delay(TimeSpan.FromSeconds(3), s.Runtime.Time));
        Assert.Equal(3, s.Node.Settled.Count);
        using var stop = new CancellationTokenSource();
        Task loop = ClientPage.ConsumeAsync(client, stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(3), s.Runtime.Time);
        stop.Cancel(); // The other way goes through the thread pool.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
        await ClientPage.UseValuesAsync(client);
        ClientPage.ReadEvents(client);
        Assert.Equal(4, s.Node.Stored().Count());
    });

    // Lines without their indentation, so that a block may stand inside a method.
    private static string Plain(IEnumerable<string> lines) =>
        string.Join('\n', lines.Select(static line => line.Trim()).Where(static line => line.Length != 0));

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "docs", "client.md")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("docs/client.md is above no folder of the tests.");
    }
}
