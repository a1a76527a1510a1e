using Microsoft.AspNetCore.Http;

namespace ActorMQ.Hosting.Http;

/// <summary>Which part of a list by name is asked for.</summary>
/// <param name="After">The name before the first that is wanted; empty from the beginning.</param>
/// <param name="Limit">How many at most.</param>
internal readonly record struct Page(string After, int Limit)
{
    /// <summary>The parameters that say it.</summary>
    public static string[] Parameters { get; } = ["limit", "after"];

    /// <summary>Reads <c>limit</c> and <c>after</c> from the address.</summary>
    /// <returns>Null when they were read; otherwise what is wrong with them.</returns>
    public static AdminProblem? Read(HttpRequest request, out Page page)
    {
        long? limit = AdminLimits.PageMax;
        AdminProblem? problem = AdminQuery.Read(request, "limit", 1, AdminLimits.PageMax, ref limit);
        page = new Page(request.Query["after"].ToString(), (int)limit!);
        return problem;
    }

    /// <summary>The page of these, which are in order; a full one tells where the next begins.</summary>
    public T[] Of<T>(HttpContext context, IEnumerable<T> ordered, Func<T, string> name)
    {
        string after = After;
        T[] found = [.. ordered.Where(one => string.CompareOrdinal(name(one), after) > 0).Take(Limit + 1)];
        if (found.Length <= Limit)
            return found;
        T[] shown = found[..Limit];
        context.Response.Headers.Link =
            $"<{context.Request.Path}?limit={Limit}&after={Uri.EscapeDataString(name(shown[^1]))}>; rel=\"next\"";
        return shown;
    }
}
