using System.CommandLine;
using System.CommandLine.Parsing;
using ActorMQ.Client;

namespace ActorMQ.Cmd.DeadLetters;

/// <summary>Options that say which dead letters are meant.</summary>
internal sealed class SelectionOptions
{
    private readonly Option<DeadLetterPosition[]> offsets = new("--offset")
    {
        Description = "This one; can be given again.",
        HelpName = "PARTITION:OFFSET",
        CustomParser = static result => [.. result.Tokens.Select(token => Read(result, "--offset", token))],
    };

    private readonly Option<bool> all = Flag.Option("--all", "All of them.");
    private readonly Option<string> reason = new("--reason")
    {
        Description = "Those whose reason has this in it.",
        HelpName = "TEXT",
    };

    private readonly Option<string> cause = new("--cause")
    {
        Description = "Those of this cause: Nacked, Rejected, AckWaitPassed, ConsumerLost.",
        HelpName = "CAUSE",
    };

    private readonly Option<string> key = new("--key") { Description = "Those with this key.", HelpName = "KEY" };
    private readonly Option<int?> minAttempts = WholeNumber.Maybe(
        "--min-attempts", 0, int.MaxValue, "Those that were tried at least so often.");

    private readonly Option<DateTimeOffset?> since = Moment.Option(
        "--since", "Those given up at a time or later: 2026-01-31T12:00:00Z, 90s, 15m, 2h or 7d ago.");

    private readonly Option<DateTimeOffset?> until = Moment.Option("--until", "Those given up before a time.");

    private readonly Option<string> deadLetterTopic = new("--dead-letter-topic")
    {
        Description = "Those in this topic; else in the one that the group's policy names now.",
        HelpName = "TOPIC",
    };

    private Option[] Filters => [reason, cause, key, minAttempts, since, until];

    /// <summary>Adds where they are.</summary>
    public void AddTopicTo(Command command) => command.Options.Add(deadLetterTopic);

    /// <summary>Adds what filters a list.</summary>
    public void AddFilterTo(Command command)
    {
        foreach (Option option in Filters)
            command.Options.Add(option);
        AddTopicTo(command);
    }

    /// <summary>Adds what chooses; one way of choosing is needed.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(offsets);
        command.Options.Add(all);
        AddFilterTo(command);
        command.Validators.Add(Check);
    }

    /// <summary>The filter; null when none was given.</summary>
    public DeadLetterFilter? Filter(ParseResult parsed)
    {
        var filter = new DeadLetterFilter
        {
            Reason = parsed.GetValue(reason),
            Cause = parsed.GetValue(cause),
            Key = parsed.GetValue(key),
            MinAttempts = parsed.GetValue(minAttempts),
            FromUnixMs = parsed.GetValue(since)?.ToUnixTimeMilliseconds(),
            ToUnixMs = parsed.GetValue(until)?.ToUnixTimeMilliseconds(),
            DeadLetterTopic = parsed.GetValue(deadLetterTopic),
        };
        return filter == new DeadLetterFilter() ? null : filter;
    }

    /// <summary>What was chosen.</summary>
    public DeadLetterSelection Selection(ParseResult parsed)
    {
        if (parsed.GetValue(offsets) is { Length: > 0 } positions)
            return DeadLetterSelection.Of(positions, Filter(parsed));
        return Filter(parsed) is { } filter ? DeadLetterSelection.Of(filter) : DeadLetterSelection.All;
    }

    /// <summary>Whether all are meant.</summary>
    public bool IsAll(ParseResult parsed) => parsed.GetValue(all);

    private void Check(CommandResult result)
    {
        bool isFiltered = Filters.Any(option => result.GetResult(option) is not null);
        int ways = (result.GetResult(offsets) is null ? 0 : 1) + (result.GetValue(all) ? 1 : 0) + (isFiltered ? 1 : 0);
        if (ways != 1)
            result.AddError(
                "Say in one way which ones: --offset, or --all, or by --reason, --cause, --key, --min-attempts, "
                + "--since, --until.");
    }

    /// <summary>An option that names one place.</summary>
    public static Option<DeadLetterPosition> Position(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "PARTITION:OFFSET",
        CustomParser = result => Read(result, name, result.Tokens[0]),
    };

    private static DeadLetterPosition Read(ArgumentResult result, string name, Token token)
    {
        if (!DeadLetterPosition.TryParse(token.Value, out DeadLetterPosition position))
            result.AddError($"{name} {token.Value}: give PARTITION:OFFSET, as dlq ls shows it.");
        return position;
    }
}
