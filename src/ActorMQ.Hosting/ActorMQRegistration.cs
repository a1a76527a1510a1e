using ActorMQ.Client;
using ActorMQ.Hosting.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ActorMQ.Hosting;

/// <summary>Puts a node or a client into any .NET host.</summary>
public static class ActorMQRegistration
{
    /// <summary>
    /// Runs a node inside the host, with the settings below <c>actormq</c> in the host's configuration.
    /// </summary>
    /// <remarks>
    /// The settings are checked when the host starts; <see cref="INodeAccess"/> gives the running node.
    /// </remarks>
    /// <param name="parts">The host's parts.</param>
    /// <param name="configure">Changes the settings after they were read, or null.</param>
    public static IServiceCollection AddActorMQ(
        this IServiceCollection parts, Func<NodeOptions, NodeOptions>? configure = null)
    {
        parts.AddSingleton(provider => Read(provider, configure));
        parts.AddSingleton<NodeLifetime>();
        parts.AddSingleton<INodeAccess>(static provider => provider.GetRequiredService<NodeLifetime>());
        return parts.AddHostedService(static provider => provider.GetRequiredService<NodeLifetime>());
    }

    /// <summary>Gives the host's parts an <see cref="ActorMQClientAccess"/> to one shared client.</summary>
    /// <param name="parts">The host's parts.</param>
    /// <param name="endpoint"><c>host:port</c>; null reads <c>ConnectionStrings:actormq</c>, then
    /// 127.0.0.1:4053.</param>
    /// <param name="options">Settings of the client, or null for the defaults.</param>
    public static IServiceCollection AddActorMQClient(
        this IServiceCollection parts, string? endpoint = null, ClientOptions? options = null) =>
        parts.AddSingleton(provider => new ActorMQClientAccess(
            endpoint
                ?? provider.GetRequiredService<IConfiguration>().GetConnectionString("actormq")
                ?? "127.0.0.1:4053",
            options));

    private static IOptions<NodeOptions> Read(IServiceProvider provider, Func<NodeOptions, NodeOptions>? configure)
    {
        NodeOptions options = NodeSettings.Read(provider.GetRequiredService<IConfiguration>());
        return Options.Create(configure is null ? options : configure(options));
    }
}
