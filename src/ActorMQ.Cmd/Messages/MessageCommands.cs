using System.CommandLine;

namespace ActorMQ.Cmd.Messages;

/// <summary><c>pbm msg send|peek|tail</c>.</summary>
internal static class MessageCommands
{
    public static Command Build(Terminal terminal, GlobalOptions global) => new("msg", "Send and receive messages.")
    {
        new SendCommand(terminal, global).Build(),
        new PeekCommand(terminal, global).Build(),
        new TailCommand(terminal, global).Build(),
    };
}
