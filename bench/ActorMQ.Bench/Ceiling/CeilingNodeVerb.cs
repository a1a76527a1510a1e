using System.CommandLine;
using ActorMQ.Runtime;

namespace ActorMQ.Bench.Ceiling;

/// <summary>The verb <c>ceiling-node</c>: the other process of <c>ceiling</c>.</summary>
public static class CeilingNodeVerb
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "ceiling-node";

    /// <summary>Makes it.</summary>
    public static Command Create()
    {
        Command command = new(Name, "The other process of ceiling.") { Hidden = true };
        command.SetAction(static _ => Serve());
        return command;
    }

    private static void Serve()
    {
        using var runtime = new PooledRuntime();
        using var node = new CeilingNode(runtime, BenchDirectory.Create());
        ChildNode.ServeUntilInputEnds(node.Endpoint);
    }
}
