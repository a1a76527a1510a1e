using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ActorMQ.Cmd;

/// <summary>Options that take a whole number within limits; their errors name option, value and limits.</summary>
internal static class WholeNumber
{
    /// <summary>An option that has a value when it is not given.</summary>
    public static Option<int> Option(string name, string? alias, int min, int max, int otherwise, string description) =>
        new(name, alias is null ? [] : [alias])
        {
            Description = $"{description} {min:N0} to {max:N0}.",
            DefaultValueFactory = _ => otherwise,
            HelpName = "N",
            CustomParser = result => (int)(Read(result, name, min, max) ?? otherwise),
        };

    /// <summary>An option that is null when it is not given.</summary>
    public static Option<int?> Maybe(
        string name, int min, int max, string description, params string[] aliases) => new(name, aliases)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => (int?)Read(result, name, min, max),
        };

    /// <summary>An option without an upper limit of its own, that is null when it is not given.</summary>
    public static Option<long?> Long(string name, long min, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Read(result, name, min, long.MaxValue),
    };

    private static long? Read(ArgumentResult result, string name, long min, long max)
    {
        string text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            && number >= min && number <= max)
            return number;
        string limits = max >= int.MaxValue ? $"{min} on" : $"{min} to {max}";
        result.AddError($"{name} {text}: give a whole number from {limits}.");
        return null;
    }
}
