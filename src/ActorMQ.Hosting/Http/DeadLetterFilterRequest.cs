using System.Globalization;
using System.Text.Json;
using ActorMQ.Broker.DeadLetters;
using ActorMQ.Core.Groups;
using Microsoft.AspNetCore.Http;

namespace ActorMQ.Hosting.Http;

/// <summary>Which dead letters a request means, from the fields of its body or from its address.</summary>
internal static class DeadLetterFilterRequest
{
    private const int TextCharsMax = 1_024;
    private const string Fields = "reason, cause, minAttempts, fromUnixMs, toUnixMs, key, deadLetterTopic";

    /// <summary>The parameters of an address that say which dead letters are meant.</summary>
    public static readonly string[] Names = Fields.Split(", ");

    // A redrive is a move as well, but no dead letter is there because of it.
    private static readonly string[] Causes =
        [.. Enum.GetValues<MoveCause>().Where(static one => one != MoveCause.Redriven).Select(static one => $"{one}")];

    /// <summary>Reads one field of a body's filter.</summary>
    public static AdminProblem? ReadField(JsonProperty field, ref DeadLetterFilter filter)
    {
        string text = "";
        long number = 0;
        AdminProblem? problem = field.Name switch
        {
            "reason" or "cause" or "key" or "deadLetterTopic" => JsonBody.ReadText(field, ref text),
            "minAttempts" or "fromUnixMs" or "toUnixMs" => JsonBody.ReadNumber(field, ref number),
            _ => JsonBody.UnknownField(field, Fields),
        };
        return problem ?? Set(field.Name, text, number, ref filter);
    }

    /// <summary>Reads a filter from the address.</summary>
    /// <returns>Null when it was read; otherwise what is wrong with it.</returns>
    public static AdminProblem? Read(IQueryCollection query, out DeadLetterFilter filter)
    {
        filter = DeadLetterFilter.All;
        foreach (string name in (ReadOnlySpan<string>)["reason", "cause", "key", "deadLetterTopic"])
        {
            if (query[name] is [{ } text] && Set(name, text, 0, ref filter) is { } problem)
                return problem;
        }

        foreach (string name in (ReadOnlySpan<string>)["minAttempts", "fromUnixMs", "toUnixMs"])
        {
            if (query[name] is not [{ } text])
                continue;
            bool isRead = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
            if (Set(name, "", isRead ? number : -1, ref filter) is { } problem)
                return problem;
        }

        return null;
    }

    private static AdminProblem? Set(string name, string text, long number, ref DeadLetterFilter filter)
    {
        if (number < 0)
            return AdminProblem.InvalidField(name, $"{name} is not a whole number from 0 on.", "Correct it.");
        if (text.Length > TextCharsMax)
            return AdminProblem.InvalidField(
                name, $"{name} has {text.Length} characters.", "Give a shorter text.", TextCharsMax);
        if (name == "reason" && text.Length == 0)
            return AdminProblem.InvalidField(name, "reason is empty: all have that in it.", "Give some of it.");
        if (name == "cause" && !Causes.Contains(text, StringComparer.OrdinalIgnoreCase))
            return AdminProblem.InvalidField(
                name, "The cause is none that a message is given up for.", $"Give one of {string.Join(", ", Causes)}.");
        filter = name switch
        {
            "reason" => filter with { Reason = text },
            "cause" => filter with { Cause = text },
            "key" => filter with { Key = text },
            "deadLetterTopic" => filter with { DeadLetterTopic = text },
            "minAttempts" => filter with { MinAttempts = (int)Math.Min(number, int.MaxValue) },
            "fromUnixMs" => filter with { FromUnixMs = number },
            _ => filter with { ToUnixMs = number },
        };
        return null;
    }
}
