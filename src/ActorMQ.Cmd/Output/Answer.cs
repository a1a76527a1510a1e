using System.Text.Json.Serialization.Metadata;

namespace ActorMQ.Cmd.Output;

/// <summary>Writes an answer as it was asked for.</summary>
internal static class Answer
{
    /// <param name="terminal">Where to, and how.</param>
    /// <param name="answer">What is written.</param>
    /// <param name="shape">Its JSON; CSV has the same fields.</param>
    /// <param name="draw">Writes it for people.</param>
    /// <typeparam name="T">What it is.</typeparam>
    public static void Write<T>(
        Terminal terminal, T answer, Func<CmdJson, JsonTypeInfo<T>> shape, Action<Terminal, T> draw)
    {
        switch (terminal.Format)
        {
            case OutputFormat.Json:
                CmdJson.Write(terminal.Out, answer, shape(CmdJson.Document));
                break;
            case OutputFormat.Csv:
                new Csv(terminal.Out).Write(answer, shape(CmdJson.Line));
                break;
            default:
                draw(terminal, answer);
                break;
        }
    }
}
