using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorMQ.Hosting.Http;

/// <summary>What the routes of the admin API have in common.</summary>
internal static class RouteAnswers
{
    /// <summary>
    /// Adds a route whose handler answers by itself, or gives back the problem that is the answer: the one way out for
    /// refusals. It is not asked when the address has other parameters than these behind its question mark.
    /// </summary>
    public static void Answer(
        this IEndpointRouteBuilder routes, string method, string pattern,
        Func<HttpContext, Task<AdminProblem?>> handler, params string[] parameters) =>
        routes.MapMethods(pattern, [method], async context =>
        {
            if ((AdminQuery.Check(context.Request, parameters) ?? await handler(context)) is { } problem)
                await problem.WriteAsync(context);
        });

    /// <summary>A part of the address, by the name that its pattern gives it.</summary>
    public static string ValueOf(this HttpContext context, string name) => (string)context.Request.RouteValues[name]!;
}
