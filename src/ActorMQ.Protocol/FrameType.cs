namespace ActorMQ.Protocol;

/// <summary>What a frame is. The numbers are on the wire and never change.</summary>
public enum FrameType : byte
{
    /// <summary>Not a frame; refused.</summary>
    None = 0,

    /// <summary>Client to node, first: versions and limits.</summary>
    Hello = 1,

    /// <summary>Node to client, answer to <see cref="Hello"/>.</summary>
    Welcome = 2,

    /// <summary>Both ways, no head, no body; sent and swallowed by the transport.</summary>
    Heartbeat = 3,

    /// <summary>Both ways: a refusal of a request, or (correlation 0) of the connection.</summary>
    Error = 4,

    /// <summary>Client to node: which topics are there, and who owns their partitions.</summary>
    Metadata = 5,

    /// <summary>Answer to <see cref="Metadata"/>.</summary>
    MetadataReply = 6,

    /// <summary>Client to node: one record batch for one partition.</summary>
    Send = 7,

    /// <summary>Answer to <see cref="Send"/>, once the batch is durable or refused.</summary>
    SendReply = 8,

    /// <summary>Client to node: feed me from this topic as a member of this group.</summary>
    Subscribe = 9,

    /// <summary>Answer to <see cref="Subscribe"/>.</summary>
    Subscribed = 10,

    /// <summary>Node to client: a batch, or a part of one, handed out to a subscription.</summary>
    Deliver = 11,

    /// <summary>Client to node: ranges of deliveries that are acked, nacked or extended.</summary>
    Settle = 12,

    /// <summary>Answer to a <see cref="Settle"/> that asked for one, once durable.</summary>
    Settled = 13,

    /// <summary>Client to node: end of a subscription.</summary>
    Unsubscribe = 14,

    /// <summary>Answer to <see cref="Unsubscribe"/>.</summary>
    Unsubscribed = 15,

    /// <summary>Node to client: this node stops soon.</summary>
    Drain = 16,

    /// <summary>Answer to <see cref="Drain"/>.</summary>
    Drained = 17,

    /// <summary>Node to client, unasked: something about a subscription.</summary>
    Notice = 18,
}
