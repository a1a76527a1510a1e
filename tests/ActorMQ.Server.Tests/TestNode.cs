namespace ActorMQ.Server.Tests;

/// <summary>A node process in a directory of its own, for one test; gone with it.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private TestNode(NodeSetup setup, NodeProcess process)
    {
        Setup = setup;
        Process = process;
    }

    public NodeSetup Setup { get; }

    /// <summary>The process that runs at present.</summary>
    public NodeProcess Process { get; private set; }

    public static async Task<TestNode> StartAsync(params string[] settings)
    {
        NodeSetup setup = NodeSetup.Fresh("test") with { Settings = settings };
        return new TestNode(setup, await NodeProcess.StartAsync(setup));
    }

    public static async Task<TestNode> StartAsync(NodeSetup setup) =>
        new(setup, await NodeProcess.StartAsync(setup));

    /// <summary>Kills the process and starts another one with the same settings.</summary>
    public async Task CrashAndRestartAsync()
    {
        await Process.KillAsync();
        await RestartAsync();
    }

    public async Task RestartAsync()
    {
        await Process.DisposeAsync();
        Process = await NodeProcess.StartAsync(Setup);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Directory.Delete(Setup.DataDirectory, recursive: true);
    }
}
