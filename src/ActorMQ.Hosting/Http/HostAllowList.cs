using Microsoft.AspNetCore.Http;

namespace ActorMQ.Hosting.Http;

/// <summary>Takes requests only under names of this node.</summary>
/// <remarks>
/// A web page can make a browser send requests to loopback under the page's own name (DNS rebinding). Such a request
/// carries that name in its Host header and is refused here.
/// </remarks>
internal sealed class HostAllowList
{
    private readonly HashSet<string> allowed;
    private readonly bool takesAny;

    public HostAllowList(NodeOptions options)
    {
        takesAny = !Settings.SettingText.IsLoopback(options.HttpHost) && options.HttpAllowedHosts.Count == 0;
        allowed = new HashSet<string>(options.HttpAllowedHosts, StringComparer.OrdinalIgnoreCase)
        {
            "localhost", "127.0.0.1", "[::1]", options.HttpHost,
        };
    }

    public Task CheckAsync(HttpContext context, RequestDelegate next) =>
        takesAny || allowed.Contains(context.Request.Host.Host)
            ? next(context)
            : AdminProblem.WrongHost(context.Request).WriteAsync(context);
}
