using System.Globalization;
using System.Net;

namespace ActorMQ.Hosting.Settings;

/// <summary>Reads the values of settings as people write them.</summary>
internal static class SettingText
{
    private static readonly (string Unit, double Seconds)[] Units =
        [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400)];

    private static readonly (string Unit, long Bytes)[] Sizes =
    [
        ("B", 1), ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000),
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
    ];

    public static bool IsHost(string text) => text == "localhost" || IPAddress.TryParse(text, out _);

    public static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    public static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;

    public static bool TrySwitch(string text, out bool on)
    {
        on = text is "on" or "true" or "yes";
        return on || text is "off" or "false" or "no";
    }

    public static bool TryPlugin(string text, out JournalPlugin plugin)
    {
        plugin = text == "memory" ? JournalPlugin.Memory : JournalPlugin.Sqlite;
        return text is "memory" or "sqlite";
    }

    public static bool TryNames(string text, out string[] names)
    {
        names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.TrueForAll(names, name => Uri.CheckHostName(name) != UriHostNameType.Unknown);
    }

    public static bool IsName(string text) => text.Length is > 0 and <= 127
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>A number and one of ms, s, m, h, d.</summary>
    public static bool TryDuration(string text, out TimeSpan duration)
    {
        duration = default;
        int at = TrySplit(text, out int count, out string unit) ? Array.FindIndex(Units, u => u.Unit == unit) : -1;
        if (at < 0 || count > TimeSpan.MaxValue.TotalSeconds / Units[at].Seconds - 1)
            return false;
        duration = TimeSpan.FromSeconds(count * Units[at].Seconds);
        return true;
    }

    /// <summary>A number and one of B, kB, MB, GB (powers of 1000), KiB, MiB, GiB, TiB (powers of 1024).</summary>
    public static bool TryBytes(string text, out long bytes)
    {
        bytes = 0;
        int at = TrySplit(text, out int count, out string unit) ? Array.FindIndex(Sizes, s => s.Unit == unit) : -1;
        if (at < 0 || count > long.MaxValue / Sizes[at].Bytes)
            return false;
        bytes = count * Sizes[at].Bytes;
        return true;
    }

    private static bool TrySplit(string text, out int count, out string unit)
    {
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        unit = digits < 0 ? "" : text[digits..].Trim();
        return int.TryParse(
            digits < 0 ? text : text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }
}
