namespace ActorMQ.Core.Topics;

/// <summary>How long a topic keeps its records. The numbers are stored.</summary>
public enum TopicKind : byte
{
    /// <summary>A record goes when every group has settled it.</summary>
    Queue = 0,

    /// <summary>Records stay; what goes is decided by age and size.</summary>
    Log = 1,
}
