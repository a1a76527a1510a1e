using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ActorMQ.Hosting.Http;

/// <summary>Reads the part of an address behind its question mark; each error names its parameter.</summary>
internal static class AdminQuery
{
    private const int ShownCharsMax = 100;
    private static readonly string[] TimeShapes = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Whether an address has these parameters at most, and each once.</summary>
    /// <remarks>One that is not known might have been meant to hold something back: nothing is done then.</remarks>
    /// <returns>Null when it is so; otherwise what is wrong.</returns>
    public static AdminProblem? Check(HttpRequest request, string[] known)
    {
        foreach ((string name, StringValues values) in request.Query)
        {
            if (!known.Contains(name))
                return AdminProblem.InvalidField(
                    name.Length <= ShownCharsMax ? name : name[..ShownCharsMax], "There is no such parameter here.",
                    known.Length == 0 ? "Leave it out." : $"The parameters are {string.Join(", ", known)}.");
            if (values.Count > 1)
                return AdminProblem.InvalidField(name, $"{name} is given {values.Count} times.", "Give it once.");
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
