using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorMQ.Hosting.Http;

/// <summary>Health over HTTP: live while the process serves at all, ready while the node takes work.</summary>
internal sealed class HealthRoutes(NodeHealth health)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", static context => WriteAsync(context, StatusCodes.Status200OK, "live"));
        routes.MapGet("/health/ready", ReadyAsync);
    }

    private Task ReadyAsync(HttpContext context) => health.IsReady
        ? WriteAsync(context, StatusCodes.Status200OK, "ready")
        : WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "not ready");

    private static Task WriteAsync(HttpContext context, int status, string word) =>
        AdminJson.WriteAsync(context, status, new HealthJson(word), AdminJson.Readable.HealthJson);
}
