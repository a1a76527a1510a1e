using System.Diagnostics;

namespace ActorMQ.Demo;

/// <summary>A node that runs as a process of its own, to be killed and started again.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeMax = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Task errors;
    private readonly List<string> errorLines = [];

    private NodeProcess(Process process)
    {
        this.process = process;
        Id = process.Id;
        errors = CollectErrorsAsync();
    }

    /// <summary>The process id of the node; of its wrapper, where there is one, until the node is ready.</summary>
    public int Id { get; private set; }

    /// <summary>What the node has written to standard error so far.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (errorLines)
                return [.. errorLines];
        }
    }

    /// <summary>The library <c>actormqd.dll</c> that was built along with the running program.</summary>
    public static string ServerLibrary()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(output.Parent!.Parent!.FullName, "ActorMQ.Server", output.Name, "actormqd.dll");
    }

    /// <summary>Starts a node and waits until it says that it is ready.</summary>
    /// <exception cref="IOException">It ended, or was not ready within a minute; the message has what it
    /// wrote.</exception>
    public static async Task<NodeProcess> StartAsync(NodeSetup setup)
    {
        NodeProcess node = Launch(setup);
        if (await node.IsReadyAsync())
            return node;
        await node.KillAsync();
        throw new IOException($"The node did not start:{Environment.NewLine}{string.Join('\n', node.Errors)}");
    }

    /// <summary>Starts a node and does not wait.</summary>
    public static NodeProcess Launch(NodeSetup setup)
    {
        IReadOnlyList<string> command = setup.Command(ServerLibrary());
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new NodeProcess(Process.Start(start)!);
    }

    /// <summary>Ends it as a crash does: nothing of the node runs any more (SIGKILL).</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await errors;
    }

    /// <summary>Asks it to stop (SIGTERM) and waits for its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (Process kill = Process.Start("kill", ["-TERM", $"{Id}"]))
            await kill.WaitForExitAsync();
        return await ExitAsync();
    }

    /// <summary>Waits until it ends by itself.</summary>
    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync();
        await errors;
        return process.ExitCode;
    }

    /// <summary>Kills it if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        using var late = new CancellationTokenSource(StartTimeMax);
        try
        {
            // Three lines; the first ends with the process id.
            string? first = await process.StandardOutput.ReadLineAsync(late.Token);
            await process.StandardOutput.ReadLineAsync(late.Token);
            string? last = await process.StandardOutput.ReadLineAsync(late.Token);
            if (first is null || last is null)
                return false;
            Id = int.Parse(first[(first.LastIndexOf(' ') + 1)..]);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task CollectErrorsAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            lock (errorLines)
                errorLines.Add(line);
        }
    }
}
