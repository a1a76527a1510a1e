using System.Net;
using ActorMQ.Broker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorMQ.Hosting.Http;

/// <summary>The HTTP port of a node: its admin API and its health. A Kestrel of its own inside any host.</summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private AdminServer(WebApplication application, string address)
    {
        this.application = application;
        Address = address;
    }

    /// <summary>Where it really listens, such as <c>http://127.0.0.1:8558</c>.</summary>
    public string Address { get; }

    /// <summary>Each route, as method and pattern.</summary>
    public IEnumerable<(string Method, string Pattern)> Routes =>
        from source in ((IEndpointRouteBuilder)application).DataSources
        from endpoint in source.Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select (method, endpoint.RoutePattern.RawText!);

    /// <param name="options">Where it listens and under which names.</param>
    /// <param name="broker">The node that it asks.</param>
    /// <param name="health">What it tells of the node's health.</param>
    /// <param name="logs">Where its log goes.</param>
    /// <param name="transport">Where connections come from; null: from sockets.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<AdminServer> StartAsync(
        NodeOptions options,
        BrokerNode broker,
        NodeHealth health,
        ILoggerFactory logs,
        IConnectionListenerFactory? transport,
        CancellationToken cancellation)
    {
        WebApplication application = Build(options, logs, transport);
        Map(application, options, broker, health);
        try
        {
            await application.StartAsync(cancellation);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
        ICollection<string> addresses = application.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses;
        return new AdminServer(application, addresses.First());
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }

    private static WebApplication Build(
        NodeOptions options, ILoggerFactory logs, IConnectionListenerFactory? transport)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = typeof(AdminServer).Assembly.GetName().Name });
        builder.Services.RemoveAll<IHostLifetime>().AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddSingleton(logs);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        if (transport is not null)
            builder.Services.AddSingleton(transport);
        return builder.Build();
    }

    private static void Configure(KestrelServerOptions kestrel, NodeOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = AdminLimits.BodyBytesMax;
        kestrel.Limits.RequestHeadersTimeout = AdminLimits.HeaderTimeout;
        kestrel.Limits.MaxConcurrentConnections = AdminLimits.ConnectionsMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = AdminLimits.HeaderBytesMax;
        kestrel.Limits.MinRequestBodyDataRate = new(AdminLimits.BytesPerSecondMin, AdminLimits.RateGrace);
        kestrel.Limits.MinResponseDataRate = new(AdminLimits.BytesPerSecondMin, AdminLimits.RateGrace);
        if (options.HttpHost == "localhost")
            kestrel.Listen(IPAddress.Loopback, options.HttpPort);
        else
            kestrel.Listen(IPAddress.Parse(options.HttpHost), options.HttpPort);
    }

    private static void Map(WebApplication application, NodeOptions options, BrokerNode broker, NodeHealth health)
    {
        application.Use(RequestEdge.GuardAsync);
        application.Use(new HostAllowList(options).CheckAsync);
        application.UseRouting();
        new TopicRoutes(broker).Map(application);
        new GroupRoutes(broker).Map(application);
        new MessageRoutes(broker.Inspection).Map(application);
        new TailRoutes(broker.Inspection, application.Lifetime.ApplicationStopping).Map(application);
        new DeadLetterRoutes(broker.DeadLetters, application.Lifetime.ApplicationStopping).Map(application);
        new HealthRoutes(health).Map(application);
        OpenApiRoutes.Map(application);
    }
}
