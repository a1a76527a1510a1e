using System.Diagnostics;

namespace ActorMQ.Server.Tests.Faults;

/// <summary>
/// A data directory on a volume of a few hundred MiB in memory, which only the node's process sees, and which goes with
/// it: a mount in a namespace of its own takes no privileges where the system allows such namespaces.
/// </summary>
internal static class SmallVolume
{
    private static readonly string[] namespaces = ["unshare", "--map-root-user", "--mount", "sh", "-c"];

    /// <summary>Whether this system allows it.</summary>
    public static async Task<bool> IsPossibleAsync()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/unshare"))
            return false;
        DirectoryInfo there = Directory.CreateTempSubdirectory("actormq-volume-");
        using Process trial = Process.Start(new ProcessStartInfo(
            namespaces[0], [.. namespaces[1..], Mount(mebibytes: 1) + "true", there.FullName])
        {
            RedirectStandardError = true,
        })!;
        await trial.WaitForExitAsync();
        there.Delete();
        return trial.ExitCode == 0;
    }

    /// <summary>Has the node started on such a volume.</summary>
    public static NodeSetup On(NodeSetup setup, int mebibytes) => setup with
    {
        Wrapper = [.. namespaces, Mount(mebibytes) + "exec \"$@\"", setup.DataDirectory],
    };

    /// <summary>A path of the volume, as other processes than the node reach it.</summary>
    public static string PathOf(TestNode node, string name) =>
        $"/proc/{node.Process.Id}/root{Path.Combine(node.Setup.DataDirectory, name)}";

    private static string Mount(int mebibytes) => $"mount -t tmpfs -o size={mebibytes}m none \"$0\" && ";
}
