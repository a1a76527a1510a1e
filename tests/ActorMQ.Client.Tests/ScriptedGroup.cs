using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

/// <summary>What a <see cref="ScriptedNode"/> knows of the one consumer that it feeds.</summary>
internal sealed class ScriptedGroup
{
    public HashSet<(int Partition, long Offset)> Settled { get; } = [];

    /// <summary>Every extended range, in order.</summary>
    public List<SettleRange> Extensions { get; } = [];

    /// <summary>Every settle frame, in order.</summary>
    public List<Settle> Settles { get; } = [];

    /// <summary>Every subscribe frame, in order.</summary>
    public List<Subscribe> Subscribes { get; } = [];

    /// <summary>What is with the consumer, by attempt.</summary>
    public Dictionary<(int Partition, long Offset), int> Held { get; } = [];

    /// <summary>The answers to drains, by correlation.</summary>
    public List<uint> Drained { get; } = [];

    /// <summary>How often a subscription has ended in order.</summary>
    public int Drains { get; set; }

    /// <summary>Whether a consumer that comes back finds what it held.</summary>
    public bool KeepsHeld { get; set; } = true;

    /// <summary>Whether the group has no dead letters.</summary>
    public bool DeadLettersOff { get; set; }
}
