namespace ActorMQ.Demo;

/// <summary>What a node process is started with.</summary>
/// <param name="DataDirectory">Where it stores everything.</param>
/// <param name="RemotePort">Where it takes messages.</param>
/// <param name="HttpPort">Where its admin API is.</param>
internal sealed record NodeSetup(string DataDirectory, int RemotePort, int HttpPort)
{
    /// <summary>Further settings, <c>key=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>A command that runs the node, such as a tracer with its arguments; empty: none.</summary>
    public IReadOnlyList<string> Wrapper { get; init; } = [];

    /// <summary>Free ports, and a fresh directory below the system's temporary one.</summary>
    public static NodeSetup Fresh(string purpose) =>
        new(Directory.CreateTempSubdirectory($"actormq-{purpose}-").FullName, FreePort.Find(), FreePort.Find());

    public string Endpoint => $"127.0.0.1:{RemotePort}";

    public string HttpAddress => $"http://127.0.0.1:{HttpPort}";

    /// <summary>The whole command line.</summary>
    public IReadOnlyList<string> Command(string serverLibrary) =>
    [
        .. Wrapper, Environment.ProcessPath is { } host && IsDotnet(host) ? host : "dotnet", serverLibrary,
        "--data", DataDirectory,
        "--set", $"actormq.remote.port={RemotePort}",
        "--set", $"actormq.http.port={HttpPort}",
        .. Settings.SelectMany(static setting => new[] { "--set", setting }),
    ];

    private static bool IsDotnet(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";
}
