using Microsoft.Extensions.Configuration;

namespace ActorMQ.Hosting.Settings;

/// <summary>The table of all keys of a node, and the reading of them.</summary>
internal static class NodeSettings
{
    private const string Port = "a port, 0 to 65535 (0 chooses a free one)";
    private const string Host = "localhost or an IP address";

    public static readonly IReadOnlyList<NodeSetting> All =
    [
        new("actormq.data-directory", "./actormq-data", "the path of a directory that is there or can be made",
            static (o, v) => v.Length > 0 ? o with { DataDirectory = v } : null),
        new("actormq.node-id", "node-1", "1 to 127 of A-Z a-z 0-9 . _ -",
            static (o, v) => SettingText.IsName(v) ? o with { NodeId = v } : null),
        new("actormq.remote.host", "127.0.0.1", Host,
            static (o, v) => SettingText.IsHost(v) ? o with { RemoteHost = v } : null),
        new("actormq.remote.port", "4053", Port,
            static (o, v) => SettingText.TryPort(v, out int port) ? o with { RemotePort = port } : null),
        new("actormq.http.host", "127.0.0.1", Host,
            static (o, v) => SettingText.IsHost(v) ? o with { HttpHost = v } : null),
        new("actormq.http.port", "8558", Port,
            static (o, v) => SettingText.TryPort(v, out int port) ? o with { HttpPort = port } : null),
        new("actormq.http.allowed-hosts", "", "host names without ports, with commas between them",
            static (o, v) => SettingText.TryNames(v, out string[] names) ? o with { HttpAllowedHosts = names } : null),
        new("actormq.journal.plugin", "sqlite", "sqlite or memory",
            static (o, v) => SettingText.TryPlugin(v, out JournalPlugin plugin) ? o with { Journal = plugin } : null),
        new("actormq.journal.sqlite.path", "", "the path of a file; empty is actormq.db in the data directory",
            static (o, v) => o with { SqlitePath = v }),
        new("actormq.memory.batches", "512MiB", "a size from 64MiB to 1TiB",
            static (o, v) => SettingText.TryBytes(v, out long bytes) && bytes is >= 64L << 20 and <= 1L << 40
                ? o with { BatchBytesMax = bytes } : null),
        new("actormq.memory.cache", "256MiB", "a size from 1MiB to 1TiB",
            static (o, v) => SettingText.TryBytes(v, out long bytes) && bytes is >= 1L << 20 and <= 1L << 40
                ? o with { CacheBytesMax = bytes } : null),
        new("actormq.delivery.ack-wait", "30s", "a duration from 1s to 12h",
            static (o, v) => SettingText.TryDuration(v, out TimeSpan time)
                && time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromHours(12)
                    ? o with { AckWait = time } : null),
        new("actormq.security.open-to-network", "off", "on or off",
            static (o, v) => SettingText.TrySwitch(v, out bool on) ? o with { OpenToNetwork = on } : null),
        new("actormq.coordinated-shutdown.timeout", "10s", "a duration from 1s to 10m",
            static (o, v) => SettingText.TryDuration(v, out TimeSpan time)
                && time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromMinutes(10)
                    ? o with { ShutdownTimeout = time } : null),
    ];

    /// <summary>Reads and checks every key below <c>actormq</c>.</summary>
    /// <exception cref="InvalidSettingException">At least one value is not allowed, or a key is unknown.</exception>
    public static NodeOptions Read(IConfiguration configuration)
    {
        var options = new NodeOptions();
        var problems = new List<string>();
        foreach ((string key, string value) in Given(configuration))
            options = Apply(options, key, value, problems);
        CheckExposure(options, problems);
        return problems.Count == 0 ? options : throw new InvalidSettingException(problems);
    }

    private static NodeOptions Apply(NodeOptions options, string key, string value, List<string> problems)
    {
        NodeSetting? setting = All.FirstOrDefault(s => s.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (setting is null)
            problems.Add(
                $"{key} = {value}: there is no such key; the keys are {string.Join(", ", All.Select(s => s.Key))}.");
        else if (setting.Apply(options, value) is { } changed)
            return changed;
        else
            problems.Add($"{key} = {value}: allowed is {setting.Allowed}; the default is {Shown(setting.Default)}.");
        return options;
    }

    private static void CheckExposure(NodeOptions options, List<string> problems)
    {
        if (options.OpenToNetwork)
            return;
        AddIfOpen("actormq.remote.host", options.RemoteHost, problems);
        AddIfOpen("actormq.http.host", options.HttpHost, problems);
    }

    private static void AddIfOpen(string key, string host, List<string> problems)
    {
        if (!SettingText.IsLoopback(host))
            problems.Add(
                $"{key} = {host}: the node asks nobody who they are, so it listens on loopback only; "
                + "allowed is 127.0.0.1, ::1 or localhost, or set actormq.security.open-to-network = on.");
    }

    private static IEnumerable<(string Key, string Value)> Given(IConfiguration configuration) =>
        from pair in configuration.AsEnumerable()
        where pair.Value is not null && pair.Key.StartsWith("actormq:", StringComparison.OrdinalIgnoreCase)
        orderby pair.Key
        select (pair.Key.Replace(':', '.'), pair.Value.Trim());

    private static string Shown(string text) => text.Length == 0 ? "empty" : text;
}
