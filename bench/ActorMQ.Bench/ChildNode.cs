using System.Diagnostics;

namespace ActorMQ.Bench;

/// <summary>A broker process that the bench starts out of its own executable; it ends when its input ends.</summary>
public sealed class ChildNode : IDisposable
{
    private readonly Process process;

    /// <summary>Starts the verb and waits until it says where it listens.</summary>
    /// <exception cref="IOException">It ended, or said something else.</exception>
    public ChildNode(params string[] arguments)
    {
        process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. OwnProgram(), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        string? line = process.StandardOutput.ReadLine();
        if (line is null || !line.StartsWith(Announcement, StringComparison.Ordinal))
            throw new IOException($"The node did not start; it said: {line ?? "nothing"}.");
        Endpoint = line[Announcement.Length..];
    }

    /// <summary>Started as <c>dotnet PROGRAM</c>, the executable alone is not the bench.</summary>
    private static string[] OwnProgram() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.GetCommandLineArgs()[0]]
            : [];

    /// <summary>What a node's first line begins with; the endpoint follows.</summary>
    public static string Announcement => "listening ";

    /// <summary>Where it listens.</summary>
    public string Endpoint { get; }

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

    /// <summary>In a node: says where it listens, and waits for the end of the input.</summary>
    public static void ServeUntilInputEnds(string endpoint)
    {
        Console.WriteLine(Announcement + endpoint);
        while (Console.In.ReadLine() is not null)
        {
        }
    }

    /// <summary>Ends it and waits for it.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
            process.Kill();
        process.Dispose();
    }
}
