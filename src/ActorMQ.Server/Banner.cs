using ActorMQ.Hosting;

namespace ActorMQ.Server;

/// <summary>The three lines that say that the node takes work, and where.</summary>
internal static class Banner
{
    public static async Task WriteAsync(ActorMQNode node, TextWriter output)
    {
        await output.WriteLineAsync($"""
            actormqd {ServerArguments.Version} is ready, process {Environment.ProcessId}
              messages {node.Endpoint}   admin {node.HttpAddress}
              data     {Stored(node.Options)}
            """);
        await output.FlushAsync();
    }

    private static string Stored(NodeOptions options) => options.Journal == JournalPlugin.Memory
        ? "in memory only: everything is gone when the process ends"
        : Path.GetFullPath(options.DataDirectory);
}
