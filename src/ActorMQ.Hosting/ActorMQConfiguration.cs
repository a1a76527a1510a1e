using ActorMQ.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace ActorMQ.Hosting;

/// <summary>Sources of settings in ActorMQ's way of writing them.</summary>
public static class ActorMQConfiguration
{
    /// <summary>Adds the environment: <c>ACTORMQ__REMOTE__PORT=4053</c> is <c>actormq.remote.port</c>.</summary>
    /// <remarks>Two underscores part the names of a key; a single one stands for a dash.</remarks>
    public static IConfigurationBuilder AddActorMQEnvironment(this IConfigurationBuilder builder) =>
        Add(builder, EnvironmentSettings.Read(Environment.GetEnvironmentVariables()));

    /// <summary>Adds settings whose keys have dots, such as <c>actormq.remote.port</c>.</summary>
    /// <remarks>Of a key that is given twice the last one counts.</remarks>
    public static IConfigurationBuilder AddActorMQSettings(
        this IConfigurationBuilder builder, IEnumerable<KeyValuePair<string, string?>> settings) =>
        Add(builder, settings.Select(static pair => KeyValuePair.Create(pair.Key.Replace('.', ':'), pair.Value)));

    private static IConfigurationBuilder Add(
        IConfigurationBuilder builder, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var last = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach ((string key, string? value) in settings)
            last[key] = value;
        return builder.AddInMemoryCollection(last);
    }
}
