using ActorMQ.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace ActorMQ.Hosting;

/// <summary>Sources of settings in ActorMQ's way of writing them.</summary>
public static class ActorMQConfiguration
{
    /// <summary>Adds the environment: <c>ACTORMQ__REMOTE__PORT=4053</c> is <c>actormq.remote.port</c>.</summary>
    /// <remarks>Two underscores part the names of a key; a single one stands for a dash.</remarks>
    public static IConfigurationBuilder AddActorMQEnvironment(this IConfigurationBuilder builder) =>
        builder.AddInMemoryCollection(EnvironmentSettings.Read(Environment.GetEnvironmentVariables()));

    /// <summary>Adds settings whose keys have dots, such as <c>actormq.remote.port</c>.</summary>
    public static IConfigurationBuilder AddActorMQSettings(
        this IConfigurationBuilder builder, IEnumerable<KeyValuePair<string, string?>> settings) =>
        builder.AddInMemoryCollection(
            settings.Select(pair => KeyValuePair.Create(pair.Key.Replace('.', ':'), pair.Value)));
}
