namespace ActorMQ.Cmd;

/// <summary>Asks a person before something is destroyed.</summary>
internal static class Question
{
    /// <summary>
    /// True for yes. Where nobody can answer the answer is no, and the reader is told of <c>--yes</c>.
    /// </summary>
    public static bool IsConfirmed(Terminal terminal, string question)
    {
        if (!terminal.IsPerson)
        {
            terminal.Error.WriteLine($"pbm: {question} Nobody can answer here: say --yes.");
            return false;
        }

        terminal.Error.Write($"{question} [y/N] ");
        return terminal.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
