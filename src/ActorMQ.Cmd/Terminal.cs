using ActorMQ.Cmd.Output;
using Spectre.Console;

namespace ActorMQ.Cmd;

/// <summary>Where a command reads and writes: data on one side, remarks for people on the other.</summary>
/// <param name="Out">Data only.</param>
/// <param name="Error">Everything else.</param>
/// <param name="In">What is sent or answered.</param>
/// <param name="IsScreen">Whether a person sees <paramref name="Out"/>: then tables have lines around them.</param>
/// <param name="IsPerson">Whether a person can answer a question.</param>
/// <param name="Width">Columns of a screen.</param>
internal sealed record Terminal(
    TextWriter Out, TextWriter Error, TextReader In, bool IsScreen, bool IsPerson, int Width)
{
    private const int WidthDefault = 120;

    /// <summary>How data is written.</summary>
    public OutputFormat Format { get; set; }

    /// <summary>The present time, for ages.</summary>
    public Func<DateTimeOffset> Now { get; init; } = static () => DateTimeOffset.UtcNow;

    /// <summary>The process's own.</summary>
    public static Terminal OfProcess() => new(
        Console.Out, Console.Error, Console.In,
        IsScreen: !Console.IsOutputRedirected,
        IsPerson: !Console.IsInputRedirected,
        Width: Console.IsOutputRedirected ? WidthDefault : Math.Max(40, Console.WindowWidth));

    /// <summary>A time as tables have it: on a screen how long ago it was, elsewhere to the second.</summary>
    public string TimeOf(DateTimeOffset? time) => time switch
    {
        null => "",
        { } at when IsScreen => Age.Of(Now() - at),
        { } at => $"{at.UtcDateTime:u}",
    };

    /// <summary>Draws on <see cref="Out"/>.</summary>
    public IAnsiConsole Screen()
    {
        IAnsiConsole screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Out),
        });
        screen.Profile.Width = Width;
        screen.Profile.Capabilities.Unicode = true;
        return screen;
    }
}
