namespace ActorMQ.Client.Tests;

/// <summary>What a <see cref="ScriptedNode"/> does with a frame.</summary>
internal enum NodeConduct
{
    Serve,
    Ignore,
    CloseBefore,
    CloseAfter,
    Refuse,
    Garble,
}
