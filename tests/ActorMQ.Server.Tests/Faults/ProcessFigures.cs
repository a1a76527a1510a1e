using System.Globalization;

namespace ActorMQ.Server.Tests.Faults;

/// <summary>What the system tells of a process.</summary>
internal static class ProcessFigures
{
    /// <summary>Files and sockets that it has open.</summary>
    public static int Handles(int process) => Directory.GetFiles($"/proc/{process}/fd").Length;

    /// <summary>Files and sockets that it may have open.</summary>
    public static int HandlesMax(int process)
    {
        string limit = File.ReadLines($"/proc/{process}/limits")
            .First(static line => line.StartsWith("Max open files", StringComparison.Ordinal));
        string soft = limit["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return int.TryParse(soft, CultureInfo.InvariantCulture, out int handles) ? handles : int.MaxValue;
    }

    /// <summary>Resident memory, in bytes.</summary>
    public static long ResidentBytes(int process)
    {
        string line = File.ReadLines($"/proc/{process}/status")
            .First(static status => status.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
