using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ActorMQ.Hosting.Http;

/// <summary>Which part of a list by name is asked for.</summary>
/// <param name="After">The name before the first that is wanted; empty from the beginning.</param>
/// <param name="Limit">How many at most.</param>
internal readonly record struct Page(string After, int Limit)
{
    /// <summary>Reads <c>limit</c> and <c>after</c> from the address.</summary>
    /// <returns>Null when they were read; otherwise what is wrong with them.</returns>
    public static AdminProblem? Read(HttpRequest request, out Page page)
    {
        int limit = AdminLimits.PageMax;
        string? text = request.Query["limit"];
        bool isRead = text is null
            || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit);
        page = new Page(request.Query["after"].ToString(), limit);
        if (isRead && limit is >= 1 and <= AdminLimits.PageMax)
            return null;
        return AdminProblem.InvalidField(
            "limit", $"limit is not a whole number from 1 to {AdminLimits.PageMax}.",
            "Give one, and the last name of a full page as after.", AdminLimits.PageMax);
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
