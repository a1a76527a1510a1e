using System.Collections;
using ActorMQ.Hosting;
using ActorMQ.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace ActorMQ.Server.Tests.Settings;

/// <summary>From configuration to the options of a node.</summary>
public sealed class ReadingSettings
{
    [Fact]
    public void Every_default_in_the_table_is_the_default_of_the_options()
    {
        NodeOptions read = NodeSettings.Read(
            Of([.. NodeSettings.All.Select(setting => (setting.Key, setting.Default))]));

        Assert.Equal(new NodeOptions() with { HttpAllowedHosts = read.HttpAllowedHosts }, read);
        Assert.Empty(read.HttpAllowedHosts);
    }

    [Fact]
    public void Every_key_that_cannot_be_used_is_reported_at_once()
    {
        var refused = Assert.Throws<InvalidSettingException>(() => NodeSettings.Read(Of(
            ("actormq.remote.port", "-1"), ("actormq.http.port", "x"), ("actormq.delivery.ack-wait", "30"))));

        Assert.Equal(3, refused.Problems.Count);
        Assert.All(refused.Problems, problem => Assert.Contains("allowed is", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.0.2.7")]
    [InlineData("::")]
    public void Beyond_loopback_a_node_listens_only_when_it_is_told_that_this_is_meant(string host)
    {
        Assert.Throws<InvalidSettingException>(() => NodeSettings.Read(Of(("actormq.remote.host", host))));

        NodeOptions open = NodeSettings.Read(
            Of(("actormq.remote.host", host), ("actormq.security.open-to-network", "on")));
        Assert.Equal(host, open.RemoteHost);
    }

    [Fact]
    public void The_environment_writes_a_dot_as_two_underscores_and_a_dash_as_one()
    {
        var environment = new Hashtable
        {
            ["ACTORMQ__REMOTE__PORT"] = "5000",
            ["ACTORMQ__DATA_DIRECTORY"] = "/data",
            ["ACTORMQ_SERVER"] = "not a setting",
        };

        var read = EnvironmentSettings.Read(environment).ToDictionary(pair => pair.Key, pair => pair.Value);

        Assert.Equal(2, read.Count);
        Assert.Equal("5000", read["actormq:remote:port"]);
        Assert.Equal("/data", read["actormq:data-directory"]);
    }

    [Fact]
    public void Of_a_key_that_is_given_twice_the_last_one_counts()
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddActorMQSettings([new("actormq.http.port", "1"), new("actormq.http.port", "2")])
            .Build();

        Assert.Equal(2, NodeSettings.Read(configuration).HttpPort);
    }

    [Theory]
    [InlineData("1s", 1)]
    [InlineData("250ms", 0.25)]
    [InlineData("2 m", 120)]
    [InlineData("12h", 43_200)]
    public void A_duration_is_a_number_with_a_unit(string text, double seconds)
    {
        Assert.True(SettingText.TryDuration(text, out TimeSpan duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("10")]
    [InlineData("-1s")]
    [InlineData("1.5s")]
    [InlineData("1 parsec")]
    [InlineData("99999999999s")]
    public void What_is_no_duration_is_not_taken_for_one(string text) =>
        Assert.False(SettingText.TryDuration(text, out _));

    [Theory]
    [InlineData("0B", 0)]
    [InlineData("64MiB", 64L << 20)]
    [InlineData("5 kB", 5_000)]
    [InlineData("2TiB", 2L << 40)]
    public void A_size_is_a_number_with_a_unit(string text, long expected)
    {
        Assert.True(SettingText.TryBytes(text, out long bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("64")]
    [InlineData("64mib")]
    [InlineData("999999999TiB")]
    public void What_is_no_size_is_not_taken_for_one(string text) => Assert.False(SettingText.TryBytes(text, out _));

    private static IConfiguration Of(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddActorMQSettings(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
        .Build();
}
