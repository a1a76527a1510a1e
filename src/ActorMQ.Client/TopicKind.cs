namespace ActorMQ.Client;

/// <summary>What a topic keeps, and for how long.</summary>
public enum TopicKind
{
    /// <summary>A message is kept until every group has settled it.</summary>
    Queue,

    /// <summary>Messages are kept by age and size, whatever the groups have settled.</summary>
    Log,
}
