namespace ActorMQ.Journal;

/// <summary>What keeps a topic's records. The numbers are stored: never change one.</summary>
public enum TopicKind : byte
{
    /// <summary>A batch goes when every group has settled it.</summary>
    Queue = 0,

    /// <summary>A batch goes by age and size.</summary>
    Log = 1,
}
