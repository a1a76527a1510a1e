using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ActorMQ.Hosting.Http;

/// <summary>Reads the part of an address behind its question mark; each error names its parameter.</summary>
internal static class AdminQuery
{
    private static readonly string[] TimeShapes = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Null when no parameter has another name than these.</summary>
    public static AdminProblem? CheckNames(HttpRequest request, params ReadOnlySpan<string> known)
    {
        foreach (string name in request.Query.Keys)
        {
            if (!known.Contains(name))
                return AdminProblem.InvalidField(
                    name.Length <= 100 ? name : name[..100], "There is no such parameter here.",
                    $"The parameters are {string.Join(", ", known)}.");
        }

        return null;
    }

    /// <summary>Reads a whole number; one that is absent is left as it is.</summary>
    /// <returns>Null when it was read; otherwise what is wrong with it.</returns>
    public static AdminProblem? Read(HttpRequest request, string name, long min, long max, ref long? number)
    {
        string? text = request.Query[name];
        if (text is null)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long read)
            && read >= min && read <= max)
        {
            number = read;
            return null;
        }

        return AdminProblem.InvalidField(
            name, $"{name} is not a whole number from {min} to {max}.", "Correct the address.", max);
    }

    /// <summary>Reads a time as milliseconds since 1970 UTC, given so or as RFC 3339 has it.</summary>
    public static AdminProblem? ReadTime(HttpRequest request, string name, ref long? unixMs)
    {
        // A plus that is not escaped stands for a blank.
        string? text = ((string?)request.Query[name])?.Replace(' ', '+');
        if (text is null)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            unixMs = number;
            return null;
        }

        if (!DateTimeOffset.TryParseExact(
                text, TimeShapes, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at))
            return AdminProblem.InvalidField(
                name, $"{name} is no time.", "Give milliseconds since 1970, or such as 2026-01-31T12:00:00Z.");
        unixMs = Math.Max(0, at.ToUnixTimeMilliseconds());
        return null;
    }
}
