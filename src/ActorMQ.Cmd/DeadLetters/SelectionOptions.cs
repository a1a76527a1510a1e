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
        CustomParser = ReadPositions,
    };

    private readonly Option<bool> all = new("--all") { Description = "All of them." };
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

    private readonly Option<string> key = new("--key") { Description = "Those with this key." };
    private readonly Option<int?> minAttempts = new("--min-attempts")
    {
        Description = "Those that were tried at least so often.",
        HelpName = "N",
    };

    /// <summary>Adds what filters a list.</summary>
    public void AddFilterTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[reason, cause, key, minAttempts])
            command.Options.Add(option);
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
        };
        return filter == new DeadLetterFilter() ? null : filter;
    }

    /// <summary>What was chosen.</summary>
    public DeadLetterSelection Selection(ParseResult parsed)
    {
        if (parsed.GetValue(offsets) is { Length: > 0 } positions)
            return DeadLetterSelection.Of(positions);
        return Filter(parsed) is { } filter ? DeadLetterSelection.Of(filter) : DeadLetterSelection.All;
    }

    /// <summary>Whether all are meant.</summary>
    public bool IsAll(ParseResult parsed) => parsed.GetValue(all);

    private void Check(CommandResult result)
    {
        bool isFiltered = result.GetResult(reason) is not null || result.GetResult(cause) is not null
            || result.GetResult(key) is not null || result.GetResult(minAttempts) is not null;
        int ways = (result.GetResult(offsets) is null ? 0 : 1) + (result.GetValue(all) ? 1 : 0) + (isFiltered ? 1 : 0);
        if (ways != 1)
            result.AddError(
                "Say in one way which ones: --offset, or --reason, --cause, --key, --min-attempts, or --all.");
    }

    private static DeadLetterPosition[] ReadPositions(ArgumentResult result)
    {
        var positions = new List<DeadLetterPosition>();
        foreach (Token token in result.Tokens)
        {
            if (DeadLetterPosition.TryParse(token.Value, out DeadLetterPosition position))
                positions.Add(position);
            else
                result.AddError($"--offset {token.Value}: give PARTITION:OFFSET, as dlq ls shows it.");
        }

        return [.. positions];
    }
}
