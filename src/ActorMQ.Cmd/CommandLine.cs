using System.CommandLine;
using ActorMQ.Client;
using ActorMQ.Cmd.Bench;
using ActorMQ.Cmd.DeadLetters;
using ActorMQ.Cmd.Groups;
using ActorMQ.Cmd.Messages;
using ActorMQ.Cmd.Output;
using ActorMQ.Cmd.Topics;
using ActorMQ.Cmd.Verify;

namespace ActorMQ.Cmd;

/// <summary>The tree of all commands, and the running of one.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellation)
    {
        // A message may begin with '@': arguments are never read from files.
        var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null };
        var global = new GlobalOptions();
        ParseResult parsed = Tree(terminal, global).Parse(arguments.Count > 0 ? arguments : ["--help"], parsing);
        if (parsed.Errors.Count > 0)
            return RefuseUsage(parsed, terminal);
        terminal.Format = global.FormatOf(parsed);
        try
        {
            var invocation = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Out,
                Error = terminal.Error,
            };
            return await parsed.InvokeAsync(invocation, cancellation);
        }
        catch (ActorMQException failure)
        {
            terminal.Error.WriteLine($"pbm: {PrintableText.Of(failure.Message)}");
            return ExitCode.Of(failure);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"pbm: {broken.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.Error.WriteLine("pbm: stopped.");
            return ExitCode.Failed;
        }
    }

    /// <summary>All commands.</summary>
    internal static RootCommand Tree(Terminal terminal, GlobalOptions global)
    {
        var root = new RootCommand("pbm talks to an ActorMQ node: topics, groups and messages.")
        {
            global.Server, global.Http, global.Output,
            TopicCommands.Build(terminal, global),
            new GroupCommands(terminal, global).Build(),
            MessageCommands.Build(terminal, global),
            new DeadLetterCommands(terminal, global).Build(),
            new BenchCommand(terminal, global).Build(),
            new VerifyCommands(terminal, global).Build(),
        };
        return root;
    }

    // A message of several lines is one of ours; what else steers a terminal is not.
    private static string Shown(string message) => string.Join('\n', message.Split('\n').Select(PrintableText.Of));

    private static int RefuseUsage(ParseResult parsed, Terminal terminal)
    {
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
            terminal.Error.WriteLine($"pbm: {Shown(error.Message)}");
        terminal.Error.WriteLine("Run pbm --help, or pbm COMMAND --help.");
        return ExitCode.Usage;
    }
}
