using System.Diagnostics;
using System.Globalization;

namespace ActorMQ.Bench.Product;

/// <summary>A real node: <c>actormqd</c> as built for release, in a process and a data directory of its own.</summary>
public sealed class NodeProcess : IDisposable
{
    private const string JournalClosed = "The journal stored ";

    private readonly string directory =
        Path.Combine(BenchDirectory.Create(), $"node-{Environment.ProcessId}-{Guid.NewGuid():N}");

    private readonly List<string> log = [];
    private Process process;

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <exception cref="IOException">It is not built, or it ended before it was ready.</exception>
    public NodeProcess()
    {
        Directory.CreateDirectory(directory);
        process = Launch();
    }

    /// <summary>Where it takes messages.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>Where its admin API is.</summary>
    public string HttpAddress { get; private set; } = "";

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

    /// <summary>Bytes that it has written to files so far; only where the system counts them.</summary>
    public long? WrittenBytes
    {
        get
        {
            string counters = $"/proc/{process.Id}/io";
            if (!File.Exists(counters))
                return null;
            string written = File.ReadLines(counters).First(
                static line => line.StartsWith("wchar:", StringComparison.Ordinal));
            return long.Parse(written["wchar:".Length..], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Ends the process without ceremony, and starts another one on its data; both addresses change.</summary>
    /// <returns>The time stamp right before the new process was started.</returns>
    public long Restart()
    {
        End();
        long begun = Stopwatch.GetTimestamp();
        process = Launch();
        return begun;
    }

    /// <summary>Has the process stop in order.</summary>
    /// <returns>Bytes that its journal stored since it was started: batches, events and snapshots.</returns>
    /// <exception cref="IOException">It does not say.</exception>
    public long StopAndCountJournalBytes()
    {
        using (Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            kill.WaitForExit();
        process.WaitForExit();
        lock (log)
        {
            string told = log.Find(static line => line.Contains(JournalClosed, StringComparison.Ordinal))
                ?? throw new IOException("The node did not say what its journal stored.");
            string rest = told[(told.IndexOf(JournalClosed, StringComparison.Ordinal) + JournalClosed.Length)..];
            return long.Parse(rest[..rest.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Ends it without ceremony and removes its files.</summary>
    public void Dispose()
    {
        End();
        Directory.Delete(directory, recursive: true);
    }

    private void End()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private Process Launch()
    {
        Process node = Process.Start(new ProcessStartInfo("dotnet",
        [
            FindProgram(),
            "--set", "actormq.remote.port=0",
            "--set", "actormq.http.port=0",
            "--set", $"actormq.data-directory={directory}",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        node.ErrorDataReceived += (_, told) => Note(told.Data);
        node.BeginErrorReadLine();
        string[] words = ReadAddresses(node);
        (Endpoint, HttpAddress) = (words[1], words[3]);
        _ = node.StandardOutput.ReadToEndAsync(); // A full pipe would stop the node.
        return node;
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (log)
            log.Add(line);
        Console.Error.WriteLine(line);
    }

    private static string[] ReadAddresses(Process node)
    {
        while (node.StandardOutput.ReadLine() is { } line)
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
