using System.Diagnostics;

namespace ActorMQ.Bench.Product;

/// <summary>A real node: <c>actormqd</c> as built for release, in a process and a data directory of its own.</summary>
public sealed class NodeProcess : IDisposable
{
    private readonly Process process;
    private readonly string directory;

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <exception cref="IOException">It is not built, or it ended before it was ready.</exception>
    public NodeProcess()
    {
        directory = Path.Combine(BenchDirectory.Create(), $"node-{Environment.ProcessId}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(directory);
        process = Process.Start(new ProcessStartInfo("dotnet",
        [
            FindProgram(),
            "--set", "actormq.remote.port=0",
            "--set", "actormq.http.port=0",
            "--set", $"actormq.data-directory={directory}",
        ])
        {
            RedirectStandardOutput = true,
        })!;
        string[] words = ReadAddresses();
        (Endpoint, HttpAddress) = (words[1], words[3]);
        _ = process.StandardOutput.ReadToEndAsync(); // A full pipe would stop the node.
    }

    /// <summary>Where it takes messages.</summary>
    public string Endpoint { get; }

    /// <summary>Where its admin API is.</summary>
    public string HttpAddress { get; }

    /// <summary>User and system time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory, in MiB.</summary>
    public double ResidentMebibytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>What its files take at present, in MiB.</summary>
    public double FileMebibytes => new DirectoryInfo(directory)
        .EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Exists ? file.Length : 0) / 1048576.0;

    /// <summary>Ends it without ceremony and removes its files.</summary>
    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private string[] ReadAddresses()
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["messages", _, "admin", _, ..])
                return words;
        }
        throw new IOException("The node ended before it was ready.");
    }

    private static string FindProgram()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        for (; folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "bin", "ActorMQ.Server", "release", "actormqd.dll");
            if (File.Exists(path))
                return path;
        }
        throw new IOException("actormqd is not built: dotnet build src/ActorMQ.Server -c Release.");
    }
}
