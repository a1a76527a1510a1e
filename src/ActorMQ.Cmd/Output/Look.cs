using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using ActorMQ.Client;

namespace ActorMQ.Cmd.Output;

/// <summary>Shows what a look at the node finds: once, or again and again until Ctrl+C.</summary>
/// <remarks>
/// Watching, a screen has the same table in its place; elsewhere each look is one line of JSON. A node that is away for
/// a while is told, and looked for again.
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
                await WatchAsync(parsed, pause, () => find(admin, parsed, cancellation), cancellation);
            else
                Write(parsed, await find(admin, parsed, cancellation));
            return ExitCode.Ok;
        });
        return command;
    }

    public void Write(ParseResult parsed, T found)
    {
        if (global.IsJson(parsed))
            CmdJson.Write(terminal.Out, found, shape(CmdJson.Document));
        else
            draw(terminal, found);
    }

    private async Task WatchAsync(
        ParseResult parsed, TimeSpan pause, Func<ValueTask<T>> find, CancellationToken cancellation)
    {
        bool isTable = terminal.IsScreen && !global.IsJson(parsed) && !terminal.IsCsv;
        // The first look tells what is wrong with the question.
        T found = await find();
        if (isTable)
            terminal.Out.Write(Home + ClearBelow);
        try
        {
            while (true)
            {
                Show(found, isTable);
                await Task.Delay(pause, TimeProvider.System, cancellation);
                found = await AgainAsync(find, pause, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.Error.WriteLine("Stopped.");
        }
    }

    private void Show(T found, bool isTable)
    {
        if (!isTable)
        {
            CmdJson.Write(terminal.Out, found, shape(CmdJson.Line));
            return;
        }

        using var table = new StringWriter { NewLine = "\n" };
        draw(terminal with { Out = table }, found);
        terminal.Out.Write(Home + table.ToString().Replace("\n", "\x1b[K\n", StringComparison.Ordinal) + ClearBelow);
        terminal.Out.Flush();
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
