namespace ActorMQ.Cmd;

/// <summary>Asks a person before something is destroyed.</summary>
internal static class Question
{
    /// <summary>
    /// Null for yes; otherwise the exit code. Where nobody can answer the reader is told of <c>--yes</c>.
    /// </summary>
    public static int? Refusal(Terminal terminal, string question)
    {
        if (!terminal.IsPerson)
        {
            terminal.Error.WriteLine($"pbm: {question} Nobody can answer here: say --yes.");
            return ExitCode.Usage;
        }

        terminal.Error.Write($"{question} [y/N] ");
        if (terminal.In.ReadLine()?.Trim() is "y" or "Y" or "yes")
            return null;
        terminal.Error.WriteLine("pbm: nothing was done.");
        return ExitCode.Failed;
    }
}
