using System.CommandLine;
using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.DeadLetters;

/// <summary><c>pbm dlq ls|show|redrive|purge|export</c>.</summary>
internal sealed class DeadLetterCommands(Terminal terminal, GlobalOptions global)
{
    private const int LimitMax = 1_000;
    private const int RateMax = 100_000;
    private readonly Argument<string> topic = new("TOPIC") { Description = "The topic that they are from." };
    private readonly Argument<string> group = new("GROUP") { Description = "The group that gave them up." };

    public Command Build() => new("dlq", "Look at dead letters, send them back, delete them.")
    {
        List(), Show(), Redrive(), Purge(), Export(),
    };

    private Command List()
    {
        var options = new SelectionOptions();
        Option<int> limit = WholeNumber.Option("--limit", "-n", 1, LimitMax, 100, "How many at most.");
        Option<DeadLetterPosition> from = SelectionOptions.Position("--from", "Where to begin.");
        var command = new Command("ls", "List the messages that a group gave up.") { topic, group, limit, from };
        options.AddFilterTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using ActorMQAdmin admin = global.Admin(parsed);
            DeadLetterPage found = await FindAsync(
                admin, parsed, options.Filter(parsed), parsed.GetValue(from), parsed.GetValue(limit), cancellation);
            Answer.Write(
                terminal, found.DeadLetters, static json => json.IReadOnlyListDeadLetter, DeadLetterViews.WriteList);
            if (found.Next is { } next)
                terminal.Error.WriteLine($"There may be more behind these {found.DeadLetters.Count}: --from {next}");
            return ExitCode.Ok;
        });
        return command;
    }

    private Command Show()
    {
        var options = new SelectionOptions();
        var position = new Argument<string>("PARTITION:OFFSET") { Description = "Which one, as ls shows it." };
        var command = new Command("show", "Show a dead letter with its headers and body.") { topic, group, position };
        options.AddTopicTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            string text = parsed.GetRequiredValue(position);
            if (!DeadLetterPosition.TryParse(text, out DeadLetterPosition wanted))
            {
                terminal.Error.WriteLine($"pbm: {text} is not PARTITION:OFFSET, as dlq ls shows it.");
                return ExitCode.Usage;
            }

            using ActorMQAdmin admin = global.Admin(parsed);
            DeadLetterPage page = await admin.ListDeadLettersAsync(
                parsed.GetRequiredValue(topic), parsed.GetRequiredValue(group), options.Filter(parsed), wanted, 1,
                cancellation);
            if (page.DeadLetters is not [var found] || found.Position != wanted)
            {
                terminal.Error.WriteLine($"pbm: no dead letter is at {wanted}. List them: pbm dlq ls.");
                return ExitCode.NotFound;
            }

            Answer.Write(terminal, found, static json => json.DeadLetter, DeadLetterViews.Write);
            return ExitCode.Ok;
        });
        return command;
    }

    private Command Redrive()
    {
        var options = new SelectionOptions();
        Option<int> rate = WholeNumber.Option("--rate", "-r", 0, RateMax, 0, "Messages a second; 0: no limit.");
        Option<bool> yes = Flag.Yes();
        var command = new Command("redrive", "Send dead letters back, to the group that gave them up.")
        {
            topic, group, rate, yes,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed,
            options.IsAll(parsed) && !parsed.GetValue(yes) ? $"Send all dead letters {Whose(parsed)} back?" : null,
            (admin, progress) => admin.RedriveAsync(
                parsed.GetRequiredValue(topic), parsed.GetRequiredValue(group), options.Selection(parsed),
                parsed.GetValue(rate), progress, cancellation),
            DeadLetterRunLine.OfRedrive));
        return command;
    }

    private Command Purge()
    {
        var options = new SelectionOptions();
        Option<bool> yes = Flag.Yes();
        var command = new Command("purge", "Delete dead letters for good.") { topic, group, yes };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed,
            parsed.GetValue(yes) ? null : $"Delete these dead letters {Whose(parsed)} for good?",
            (admin, progress) => admin.PurgeDeadLettersAsync(
                parsed.GetRequiredValue(topic), parsed.GetRequiredValue(group), options.Selection(parsed), progress,
                cancellation),
            DeadLetterRunLine.OfPurge));
        return command;
    }

    private Command Export()
    {
        var options = new SelectionOptions();
        var command = new Command("export", "Write dead letters as JSON, one a line, or as CSV.") { topic, group };
        options.AddFilterTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using ActorMQAdmin admin = global.Admin(parsed);
            if (terminal.Format == OutputFormat.Table)
                terminal.Format = OutputFormat.Json;
            var lines = new Lines<DeadLetter>(terminal, static json => json.DeadLetter, DeadLetterViews.Write);
            await foreach (DeadLetter letter in admin.ExportDeadLettersAsync(
                parsed.GetRequiredValue(topic), parsed.GetRequiredValue(group), options.Filter(parsed), cancellation))
                lines.Write(letter);
            return ExitCode.Ok;
        });
        return command;
    }

    private async Task<int> RunAsync(
        ParseResult parsed, string? question,
        Func<ActorMQAdmin, IProgress<DeadLetterProgress>, ValueTask<DeadLetterProgress>> run,
        Func<DeadLetterProgress, DeadLetterRunLine> line)
    {
        if (question is not null && Question.Refusal(terminal, question) is { } refusal)
            return refusal;
        using ActorMQAdmin admin = global.Admin(parsed);
        DeadLetterProgress end = await RunProgress.ShowAsync(
            terminal, progress => run(admin, progress), terminal.Format == OutputFormat.Json ? line : null);
        new Lines<DeadLetterRunLine>(terminal, static json => json.DeadLetterRunLine, DeadLetterViews.WriteEnd)
            .Write(line(end));
        return ExitCode.Ok;
    }

    private string Whose(ParseResult parsed) =>
        $"of {parsed.GetRequiredValue(group)} of {parsed.GetRequiredValue(topic)}";

    // A page may be shorter than was asked for, and not the last.
    private async Task<DeadLetterPage> FindAsync(
        ActorMQAdmin admin, ParseResult parsed, DeadLetterFilter? filter, DeadLetterPosition from, int limit,
        CancellationToken cancellation)
    {
        var letters = new List<DeadLetter>();
        DeadLetterPosition? next = from;
        while (next is { } begin && letters.Count < limit)
        {
            DeadLetterPage page = await admin.ListDeadLettersAsync(
                parsed.GetRequiredValue(topic), parsed.GetRequiredValue(group), filter, begin, limit - letters.Count,
                cancellation);
            letters.AddRange(page.DeadLetters);
            next = page.Next;
        }

        return new DeadLetterPage(letters, next);
    }
}
