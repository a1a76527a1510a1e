using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

/// <summary>What a <see cref="ScriptedNode"/> does with a frame.</summary>
internal enum NodeConduct
{
    Serve,
    Ignore,
    CloseBefore,
    CloseAfter,
    Refuse,
}

/// <summary>A conduct, and the code of a refusal.</summary>
internal readonly record struct NodeAnswer(NodeConduct Conduct, ErrorCode Code = ErrorCode.None)
{
    public static NodeAnswer Serve => new(NodeConduct.Serve);

    public static NodeAnswer Refuse(ErrorCode code) => new(NodeConduct.Refuse, code);
}

/// <summary>Decides by the kind of a frame and its number, counted from 1 for each kind.</summary>
internal delegate NodeAnswer NodeScript(FrameType type, int number);
