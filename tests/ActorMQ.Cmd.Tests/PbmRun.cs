namespace ActorMQ.Cmd.Tests;

/// <summary>What a command line of <c>pbm</c> did, with nobody at a terminal.</summary>
internal sealed record PbmRun(int ExitCode, string Out, string Error)
{
    public static async Task<PbmRun> OfAsync(CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, error, TextReader.Null, IsScreen: false, IsPerson: false, Width: 120);
        int exitCode = await CommandLine.RunAsync(arguments, terminal, cancellation);
        return new PbmRun(exitCode, output.ToString(), error.ToString());
    }
}
