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
        var command = new Command("ls", "List the messages that a group gave up.") { topic, group, limit };
        options.AddFilterTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using ActorMQAdmin admin = global.Admin(parsed);
            IReadOnlyList<DeadLetter> letters = await FindAsync(
                admin, parsed, options.Filter(parsed), parsed.GetValue(limit), cancellation);
            if (global.IsJson(parsed))
                CmdJson.Write(terminal.Out, letters, CmdJson.Document.IReadOnlyListDeadLetter);
            else
                DeadLetterViews.WriteList(terminal, letters);
            return ExitCode.Ok;
        });
        return command;
    }

    private Command Show()
    {
        var position = new Argument<string>("PARTITION:OFFSET") { Description = "Which one, as ls shows it." };
        var command = new Command("show", "Show a dead letter with its headers and body.") { topic, group, position };
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
                parsed.GetRequiredValue(topic), parsed.GetRequiredValue(group), null, wanted, 1, cancellation);
            if (page.DeadLetters is not [var found] || found.Position != wanted)
            {
                terminal.Error.WriteLine($"pbm: no dead letter is at {wanted}. List them: pbm dlq ls.");
                return ExitCode.NotFound;
            }

            if (global.IsJson(parsed))
                CmdJson.Write(terminal.Out, found, CmdJson.Document.DeadLetter);
            else
                DeadLetterViews.Write(terminal, found);
            return ExitCode.Ok;
        });
        return command;
    }

    private Command Redrive()
    {
        var options = new SelectionOptions();
        Option<int> rate = WholeNumber.Option("--rate", "-r", 0, RateMax, 0, "Messages a second; 0: no limit.");
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
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
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
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
        var command = new Command("export", "Write dead letters as JSON, one a line.") { topic, group };
        options.AddFilterTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using ActorMQAdmin admin = global.Admin(parsed);
            await foreach (DeadLetter letter in admin.ExportDeadLettersAsync(
                parsed.GetRequiredValue(topic), parsed.GetRequiredValue(group), options.Filter(parsed), cancellation))
                CmdJson.Write(terminal.Out, letter, CmdJson.Line.DeadLetter);
            return ExitCode.Ok;
        });
        return command;
    }

    private async Task<int> RunAsync(
        ParseResult parsed, string? question,
        Func<ActorMQAdmin, IProgress<DeadLetterProgress>, ValueTask<DeadLetterProgress>> run,
        Func<DeadLetterProgress, DeadLetterRunLine> line)
    {
        if (question is not null && !Question.IsConfirmed(terminal, question))
            return ExitCode.Usage;
        using ActorMQAdmin admin = global.Admin(parsed);
        DeadLetterProgress end = await RunProgress.ShowAsync(
            terminal, progress => run(admin, progress), global.IsJson(parsed) ? line : null);
        if (global.IsJson(parsed))
            CmdJson.Write(terminal.Out, line(end), CmdJson.Line.DeadLetterRunLine);
        else
            DeadLetterViews.WriteEnd(terminal, line(end));
        return ExitCode.Ok;
    }

    private string Whose(ParseResult parsed) =>
        $"of {parsed.GetRequiredValue(group)} of {parsed.GetRequiredValue(topic)}";

    private async Task<IReadOnlyList<DeadLetter>> FindAsync(
        ActorMQAdmin admin, ParseResult parsed, DeadLetterFilter? filter, int limit, CancellationToken cancellation)
    {
        var letters = new List<DeadLetter>();
        DeadLetterPosition? next = default(DeadLetterPosition);
        while (next is { } from && letters.Count < limit)
        {
            DeadLetterPage page = await admin.ListDeadLettersAsync(
                parsed.GetRequiredValue(topic), parsed.GetRequiredValue(group), filter, from, limit - letters.Count,
                cancellation);
            letters.AddRange(page.DeadLetters);
            next = page.Next;
        }

        if (next is not null)
            terminal.Error.WriteLine($"There may be more: these are the first {letters.Count}.");
        return letters;
    }
}
