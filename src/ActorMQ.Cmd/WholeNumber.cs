using System.CommandLine;
using System.Globalization;

namespace ActorMQ.Cmd;

/// <summary>Options that take a whole number within limits.</summary>
internal static class WholeNumber
{
    /// <summary>An option whose errors name it, the value and the limits.</summary>
    public static Option<int> Option(string name, string alias, int min, int max, int otherwise, string description) =>
        new(name, alias)
        {
            Description = $"{description} {min:N0} to {max:N0}.",
            DefaultValueFactory = _ => otherwise,
            HelpName = "N",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                    || number < min || number > max)
                    result.AddError($"{name} {text}: give a whole number from {min} to {max}.");
                return number;
            },
        };
}
