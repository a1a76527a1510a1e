using System.Text.Json.Serialization.Metadata;

namespace ActorMQ.Cmd.Output;

/// <summary>Writes one thing after the other as they come: a line of JSON, or of CSV, for each.</summary>
/// <param name="terminal">Where to, and how.</param>
/// <param name="shape">The JSON of one; CSV has the same fields.</param>
/// <param name="draw">Writes one for people.</param>
/// <typeparam name="T">What they are.</typeparam>
internal sealed class Lines<T>(
    Terminal terminal, Func<CmdJson, JsonTypeInfo<T>> shape, Action<Terminal, T> draw)
{
    private readonly Csv csv = new(terminal.Out);

    public void Write(T one)
    {
        switch (terminal.Format)
        {
            case OutputFormat.Json:
                CmdJson.Write(terminal.Out, one, shape(CmdJson.Line));
                break;
            case OutputFormat.Csv:
                csv.Write(one, shape(CmdJson.Line));
                break;
            default:
                draw(terminal, one);
                break;
        }
    }
}
