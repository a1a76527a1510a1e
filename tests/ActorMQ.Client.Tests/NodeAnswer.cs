using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

/// <summary>What a node does with one frame: a conduct, and the code of a refusal.</summary>
internal readonly record struct NodeAnswer(NodeConduct Conduct, ErrorCode Code = ErrorCode.None)
{
    public static NodeAnswer Serve => new(NodeConduct.Serve);

    public static NodeAnswer Refuse(ErrorCode code) => new(NodeConduct.Refuse, code);
}
