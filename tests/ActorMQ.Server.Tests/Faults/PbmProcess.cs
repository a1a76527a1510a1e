using System.Diagnostics;

namespace ActorMQ.Server.Tests.Faults;

/// <summary>The command line as a process of its own, which may be killed.</summary>
internal sealed class PbmProcess : IDisposable
{
    private readonly Process process;

    private PbmProcess(Process process) => this.process = process;

    public static PbmProcess Start(NodeSetup node, params string[] arguments)
    {
        string server = NodeProcess.ServerLibrary();
        string output = Path.GetDirectoryName(server)!;
        string library = Path.Combine(
            Path.GetDirectoryName(Path.GetDirectoryName(output)!)!, "ActorMQ.Cmd", Path.GetFileName(output), "pbm.dll");
        string[] addresses = ["--server", node.Endpoint, "--http", node.HttpAddress];
        var start = new ProcessStartInfo("dotnet", [library, .. arguments, .. addresses])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new PbmProcess(Process.Start(start)!);
    }

    public bool HasExited => process.HasExited;

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Waits for its end; its exit code, and all that it wrote.</summary>
    public async Task<(int ExitCode, string Output)> EndAsync()
    {
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    public void Dispose() => process.Dispose();
}
