using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using ActorMQ.Client;

namespace ActorMQ.Cmd.Output;

/// <summary>Shows what a look at the node finds: once, or again and again until Ctrl+C.</summary>
/// <remarks>
/// Watching, a screen has the same table in its place; elsewhere each look is one line of JSON, or the rows of a CSV. A
/// node that is away for a while is told, and looked for again.
/// </remarks>
/// <typeparam name="T">What is looked at.</typeparam>
internal sealed class Look<T>(
    Terminal terminal, GlobalOptions global, Func<CmdJson, JsonTypeInfo<T>> shape, Action<Terminal, T> draw)
{
    // To the upper left corner; and away with what is left below.
    private const string Home = "\x1b[H";
    private const string ClearBelow = "\x1b[J";

    private readonly WatchOption watch = new();

    /// <summary>Gives a command the option to watch, and this as its action.</summary>
    public Command On(Command command, Func<ActorMQAdmin, ParseResult, CancellationToken, ValueTask<T>> find)
    {
        command.Add(watch.Option);
        command.SetAction(async (parsed, cancellation) =>
        {
            using ActorMQAdmin admin = global.Admin(parsed);
            if (watch.PauseOf(parsed) is { } pause)
                await WatchAsync(pause, () => find(admin, parsed, cancellation), cancellation);
            else
                Answer.Write(terminal, await find(admin, parsed, cancellation), shape, draw);
            return ExitCode.Ok;
        });
        return command;
    }

    private async Task WatchAsync(TimeSpan pause, Func<ValueTask<T>> find, CancellationToken cancellation)
    {
        bool isTable = terminal is { IsScreen: true, Format: OutputFormat.Table };
        // Where the same table cannot stay in its place, tables one below the other are of no use.
        if (!isTable && terminal.Format == OutputFormat.Table)
            terminal.Format = OutputFormat.Json;
        var looks = new Lines<T>(terminal, shape, Redraw);
        // The first look tells what is wrong with the question.
        T found = await find();
        if (isTable)
            terminal.Out.Write(Home + ClearBelow);
        try
        {
            while (true)
            {
                looks.Write(found);
                await Task.Delay(pause, TimeProvider.System, cancellation);
                found = await AgainAsync(find, pause, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.Error.WriteLine("Stopped.");
        }
    }

    private void Redraw(Terminal screen, T found)
    {
        using var table = new StringWriter { NewLine = "\n" };
        draw(screen with { Out = table }, found);
        screen.Out.Write(Home + table.ToString().Replace("\n", "\x1b[K\n", StringComparison.Ordinal) + ClearBelow);
        screen.Out.Flush();
    }

    private async Task<T> AgainAsync(Func<ValueTask<T>> find, TimeSpan pause, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await find();
            }
            catch (ActorMQException away) when (ExitCode.Of(away) == ExitCode.Unreachable)
            {
                terminal.Error.WriteLine($"pbm: {away.Message}");
                await Task.Delay(pause, TimeProvider.System, cancellation);
            }
        }
    }
}
