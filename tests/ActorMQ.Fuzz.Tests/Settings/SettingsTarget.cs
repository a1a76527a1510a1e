using System.Text;
using ActorMQ.Fuzz.Tests.Engine;
using ActorMQ.Fuzz.Tests.Mutations;
using ActorMQ.Hosting;
using ActorMQ.Hosting.Settings;
using ActorMQ.TestKit;
using Microsoft.Extensions.Configuration;

namespace ActorMQ.Fuzz.Tests.Settings;

/// <summary>The settings of a node: a few keys and values a round.</summary>
internal sealed class SettingsTarget : FuzzTarget
{
    private const StringComparison Ordinal = StringComparison.OrdinalIgnoreCase;

    private static readonly string[] Values =
    [
        "", " ", "on", "off", "127.0.0.1", "::1", "0.0.0.0", "localhost", "::ffff:127.0.0.1", "127.1", "0x7f000001",
        "8558", "65536", "-1", "30s", "99999999d", "2147483647d", "2147483647ms", "2147483648h", "1e9s", "10 m",
        "512MiB", "9223372036854775807TiB", "2147483647TiB", "1kB", "1KB", "٣s", "a,b", "a b", ",", "[::1]", "node-1",
        "sqlite", "memory", "\0", "\r\n", "é", "%1", "C:\\x", "../..", new('9', 400), new('x', 128),
    ];

    public override void Play(SeededRandom random, InputLog log)
    {
        var given = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (int left = random.Next(1, 5); left > 0; left--)
            given[Key(random).Replace('.', ':')] = Value(random);
        log.Add(Encoding.UTF8.GetBytes(string.Join('\n', given.Select(static one => $"{one.Key}={one.Value}"))));
        log.Count(Read(new ConfigurationBuilder().AddInMemoryCollection(given).Build()));
    }

    /// <summary>Reads settings: they are accepted and within their limits, or each is refused by its key.</summary>
    public static string Read(IConfiguration configuration)
    {
        try
        {
            NodeOptions options = NodeSettings.Read(configuration);
            Assert.InRange(options.RemotePort, 0, 65_535);
            Assert.InRange(options.AckWait, TimeSpan.FromSeconds(1), TimeSpan.FromHours(12));
            Assert.InRange(options.BatchBytesMax, 64L << 20, 1L << 40);
            Assert.True(options.OpenToNetwork || SettingText.IsLoopback(options.RemoteHost));
            Assert.True(options.OpenToNetwork || SettingText.IsLoopback(options.HttpHost));
            return "accepted";
        }
        catch (InvalidSettingException refused)
        {
            Assert.NotEmpty(refused.Problems);
            Assert.All(refused.Problems, static problem => Assert.StartsWith("actormq", problem, Ordinal));
            return "refused";
        }
    }

    private static string Key(SeededRandom random)
    {
        string key = NodeSettings.All[random.Next(NodeSettings.All.Count)].Key;
        return random.Next(12) == 0 ? "actormq." + Changed(random, key) : key;
    }

    private static string Value(SeededRandom random) => random.Next(4) switch
    {
        0 => NodeSettings.All[random.Next(NodeSettings.All.Count)].Default,
        1 => $"{random.NextBits() >> random.Next(64)}{(random.Next(2) == 0 ? "d" : "TiB")}",
        2 => Changed(random, Values[random.Next(Values.Length)]),
        _ => Values[random.Next(Values.Length)],
    };

    private static string Changed(SeededRandom random, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Encoding.UTF8.GetString(Havoc.Change(random, bytes, "10s"u8));
    }
}
