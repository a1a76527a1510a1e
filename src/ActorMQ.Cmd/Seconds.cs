using System.CommandLine;
using System.Globalization;

namespace ActorMQ.Cmd;

/// <summary>Options that take seconds, also parts of one, within limits.</summary>
internal static class Seconds
{
    /// <summary>An option whose errors name it, the value and the limits.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="min">The least that is taken.</param>
    /// <param name="max">The most that is taken.</param>
    /// <param name="otherwise">What holds when it is not given.</param>
    /// <param name="description">For the help.</param>
    /// <param name="bare">What holds when it is given without a value; NaN: it needs one.</param>
    public static Option<double> Option(
        string name, double min, double max, double otherwise, string description, double bare = double.NaN) =>
        new(name)
        {
            Description = description,
            HelpName = "SECONDS",
            Arity = double.IsNaN(bare) ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => otherwise,
            CustomParser = result =>
            {
                if (result.Tokens.Count == 0)
                    return bare;
                string text = result.Tokens[0].Value;
                if (!double.TryParse(text, CultureInfo.InvariantCulture, out double seconds)
                    || !(seconds >= min && seconds <= max))
                    result.AddError(string.Create(
                        CultureInfo.InvariantCulture, $"{name} {text}: give seconds from {min} to {max}."));
                return seconds;
            },
        };
}
