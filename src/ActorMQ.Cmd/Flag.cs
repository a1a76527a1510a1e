using System.CommandLine;

namespace ActorMQ.Cmd;

/// <summary>Options that are given or not, and take no value.</summary>
internal static class Flag
{
    /// <summary>To do what cannot be undone without asking.</summary>
    public static Option<bool> Yes() => Option("--yes", "Do not ask.", "-y");

    public static Option<bool> Option(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.Zero };
}
