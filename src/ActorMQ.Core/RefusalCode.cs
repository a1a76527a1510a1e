namespace ActorMQ.Core;

/// <summary>Why a command was refused. The numbers are kept for ever: clients and logs see them.</summary>
public enum RefusalCode : byte
{
    /// <summary>Not refused.</summary>
    None = 0,

    /// <summary>No topic has this name or number.</summary>
    UnknownTopic = 1,

    /// <summary>The topic has no partition with this index.</summary>
    UnknownPartition = 2,

    /// <summary>This node does not own the partition.</summary>
    NotOwner = 3,

    /// <summary>A later epoch of the same producer has been seen: this sender has been replaced.</summary>
    StaleProducerEpoch = 4,

    /// <summary>The batch does not follow the producer's last one: a batch in between is missing.</summary>
    SequenceGap = 5,

    /// <summary>The partition remembers as many producers as it may.</summary>
    TooManyProducers = 6,

    /// <summary>The batch's bytes or its numbers contradict themselves.</summary>
    BadBatch = 7,

    /// <summary>Something is larger than its limit.</summary>
    TooLarge = 8,

    /// <summary>The record is settled, or out again under another token.</summary>
    StaleDelivery = 9,

    /// <summary>
    /// The producer is not remembered and does not start at sequence 0: whether this is a retry cannot be told.
    /// </summary>
    UnknownProducer = 10,

    /// <summary>The batch was accepted before the producer's last five: its offset is no longer remembered.</summary>
    SequenceForgotten = 11,

    /// <summary>No group has this number on the partition.</summary>
    UnknownGroup = 12,

    /// <summary>The topic has as many groups as it may.</summary>
    TooManyGroups = 13,

    /// <summary>The catalogue has as many topics as it may.</summary>
    TooManyTopics = 14,

    /// <summary>The name is empty, too long, or has a character that names may not have.</summary>
    InvalidName = 15,

    /// <summary>The number of partitions is below 1 or above the limit.</summary>
    InvalidPartitionCount = 16,

    /// <summary>A topic with this name exists already.</summary>
    TopicExists = 17,

    /// <summary>Another change came first: read the catalogue again and decide again.</summary>
    VersionConflict = 18,

    /// <summary>The kind is none of the known kinds of topic.</summary>
    InvalidTopicKind = 19,

    /// <summary>The partition's offsets are used up.</summary>
    OffsetsExhausted = 20,

    /// <summary>A field of a group's policy is outside its bounds.</summary>
    InvalidGroupPolicy = 21,

    /// <summary>
    /// The first records of an internal producer's batch are stored already: send it again from the sequence that is
    /// the refusal's limit.
    /// </summary>
    SequenceOverlap = 22,

    /// <summary>A number of a topic's settings is outside its limits.</summary>
    InvalidTopicSetting = 23,

    /// <summary>No group of the topic has this name.</summary>
    UnknownGroupName = 24,

    /// <summary>A group's encoded policy is longer than may be stored.</summary>
    PolicyTooLarge = 25,

    /// <summary>The name is one that nodes use among themselves.</summary>
    ReservedName = 26,
}
