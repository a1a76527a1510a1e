using System.Reflection;

namespace ActorMQ.Server;

/// <summary>The command line of <c>actormqd</c>.</summary>
/// <param name="Settings">What <c>--set</c> and its shorthands say.</param>
/// <param name="Notice">A text to show instead of running a node.</param>
/// <param name="Problem">What cannot be understood.</param>
internal sealed record ServerArguments(
    IReadOnlyList<KeyValuePair<string, string?>> Settings, string? Notice = null, string? Problem = null)
{
    private const string Help = """
        actormqd runs one ActorMQ node until it gets SIGTERM or Ctrl+C.

        Usage: actormqd [--data DIR] [--set KEY=VALUE]...

          --data DIR        where the node stores everything; short for --set actormq.data-directory=DIR
          --set KEY=VALUE   a setting, such as actormq.remote.port=4053; may be given many times
          --version         shows the version
          --help            shows this text

        A setting also comes from the environment: ACTORMQ__REMOTE__PORT=4053, with - written as _.
        The command line wins. docs/operations.md lists all keys.
        Exit codes: 0 stopped as asked, 1 failed, 2 an argument or a setting cannot be used.
        """;

    /// <summary>Reads arguments; the first that is not understood becomes the problem.</summary>
    public static ServerArguments Read(IReadOnlyList<string> arguments)
    {
        var settings = new List<KeyValuePair<string, string?>>();
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--help" or "-h":
                    return new ServerArguments([], Notice: Help);
                case "--version":
                    return new ServerArguments([], Notice: $"actormqd {Version}");
                case "--data" or "--set" when i + 1 == arguments.Count:
                    return new ServerArguments([], Problem: $"{arguments[i]} needs a value.");
                case "--data":
                    settings.Add(new("actormq.data-directory", arguments[++i]));
                    break;
                case "--set" when arguments[i + 1].Split('=', 2) is [{ Length: > 0 } key, var value]:
                    settings.Add(new(key, value));
                    i++;
                    break;
                case "--set":
                    return new ServerArguments([], Problem: $"--set {arguments[i + 1]}: give KEY=VALUE.");
                default:
                    return new ServerArguments([], Problem: $"{arguments[i]} is not an argument of actormqd.");
            }
        }
        return new ServerArguments(settings);
    }

    /// <summary>The version of this executable.</summary>
    public static string Version => typeof(ServerArguments).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
