using ActorMQ.Actors;
using ActorMQ.Journal;
using Microsoft.AspNetCore.Http;

namespace ActorMQ.Hosting.Http;

/// <summary>The outermost step of each request: whatever is refused is answered with a problem document.</summary>
internal static class RequestEdge
{
    public static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await AdminProblem.OfBadRequest(bad).WriteAsync(context);
        }
        catch (Exception late) when (!context.Response.HasStarted && late is AskException or JournalRefusedException)
        {
            await AdminProblem.NotNow(late).WriteAsync(context);
        }

        if (context.Response.HasStarted)
            return;
        if (context.Response.StatusCode == StatusCodes.Status404NotFound)
            await AdminProblem.UnknownPath(context.Request).WriteAsync(context);
        else if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            await AdminProblem.MethodNotAllowed(context.Request).WriteAsync(context);
    }
}
