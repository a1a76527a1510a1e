namespace ActorMQ.Simulation.Commands;

/// <summary>Says how far a campaign is: one line that changes on a terminal, a line now and then elsewhere.</summary>
/// <param name="output">Where to.</param>
/// <param name="isTerminal">Whether a line can be written over.</param>
internal sealed class ProgressDisplay(TextWriter output, bool isTerminal)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Rarely = TimeSpan.FromSeconds(10);

    private TimeSpan next;
    private int width;

    /// <summary>Shows the state, unless it was shown a moment ago.</summary>
    public void Show(TimeSpan elapsed, Func<string> state)
    {
        if (elapsed < next)
            return;
        next = elapsed + (isTerminal ? Often : Rarely);
        string line = state();
        if (isTerminal)
            output.Write($"\r{line.PadRight(width)}");
        else
            output.WriteLine(line);
        width = line.Length;
    }

    /// <summary>Writes something that stays.</summary>
    public void Write(string text)
    {
        Clear();
        output.WriteLine(text);
    }

    /// <summary>Takes the changing line away.</summary>
    public void Clear()
    {
        if (isTerminal && width != 0)
            output.Write($"\r{new string(' ', width)}\r");
        width = 0;
    }
}
