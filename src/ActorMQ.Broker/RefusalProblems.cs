using ActorMQ.Core;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Broker;

/// <summary>The one table from the rules' refusals to what a client is told.</summary>
public static class RefusalProblems
{
    /// <summary>The refusal as a client sees it.</summary>
    public static Problem Of(in Refusal refusal) => new(
        CodeOf(refusal.Code),
        refusal.Detail ?? MessageOf(refusal.Code),
        NextStepOf(refusal.Code),
        refusal.Field ?? "",
        refusal.Limit);

    private static ErrorCode CodeOf(RefusalCode code) => code switch
    {
        RefusalCode.UnknownTopic => ErrorCode.UnknownTopic,
        RefusalCode.UnknownPartition => ErrorCode.UnknownPartition,
        RefusalCode.NotOwner => ErrorCode.NotOwner,
        RefusalCode.StaleProducerEpoch => ErrorCode.StaleProducerEpoch,
        RefusalCode.SequenceGap or RefusalCode.SequenceOverlap => ErrorCode.SequenceGap,
        RefusalCode.SequenceForgotten => ErrorCode.SequenceForgotten,
        RefusalCode.UnknownProducer => ErrorCode.UnknownProducer,
        RefusalCode.TooManyProducers => ErrorCode.TooManyProducers,
        RefusalCode.BadBatch => ErrorCode.BadBatch,
        RefusalCode.TooLarge => ErrorCode.TooLarge,
        RefusalCode.StaleDelivery => ErrorCode.StaleDelivery,
        RefusalCode.UnknownGroup => ErrorCode.UnknownSubscription,
        RefusalCode.UnknownGroupName => ErrorCode.UnknownGroup,
        RefusalCode.TooManyGroups => ErrorCode.TooManyGroups,
        RefusalCode.TooManyTopics => ErrorCode.TooManyTopics,
        RefusalCode.InvalidName or RefusalCode.ReservedName => ErrorCode.InvalidName,
        RefusalCode.InvalidPartitionCount => ErrorCode.TooManyPartitions,
        RefusalCode.TopicExists => ErrorCode.TopicExists,
        RefusalCode.VersionConflict => ErrorCode.Overloaded,
        RefusalCode.InvalidTopicKind or RefusalCode.InvalidTopicSetting or RefusalCode.InvalidGroupPolicy
            or RefusalCode.PolicyTooLarge => ErrorCode.InvalidArgument,
        RefusalCode.OffsetsExhausted => ErrorCode.StorageFull,
        _ => ErrorCode.Internal,
    };

    private static string MessageOf(RefusalCode code) => code switch
    {
        RefusalCode.StaleProducerEpoch => "A later epoch of this producer has been seen.",
        RefusalCode.SequenceGap => "A batch of this producer before this one is missing.",
        RefusalCode.UnknownProducer => "This producer is not known here, and its batch is not its first one.",
        RefusalCode.SequenceForgotten => "The batch was accepted, and is older than the producer's last five.",
        RefusalCode.TooManyProducers => "The partition remembers as many producers as it may.",
        _ => $"Refused: {code}.",
    };

    private static string NextStepOf(RefusalCode code) => code switch
    {
        RefusalCode.UnknownTopic => Problems.HowToCreateTopic,
        RefusalCode.UnknownGroupName => Problems.HowToCreateGroup,
        RefusalCode.StaleProducerEpoch or RefusalCode.SequenceGap or RefusalCode.UnknownProducer =>
            "Begin a new producer epoch at sequence 0; the client does so by itself.",
        RefusalCode.SequenceForgotten =>
            "Do not send it again: it was accepted. Have at most five batches unanswered, counted from the oldest.",
        RefusalCode.TooManyProducers => "Share producers between senders, or wait until idle ones are forgotten.",
        RefusalCode.InvalidName => "Use 1 to 127 of A-Z a-z 0-9 . _ -",
        RefusalCode.ReservedName => "Choose another name.",
        RefusalCode.TopicExists => "Choose another name, or use the topic that is there.",
        RefusalCode.TooManyTopics => "Delete topics that are not needed.",
        RefusalCode.TooManyGroups => "Delete groups that are not needed, or consume in one that is there.",
        RefusalCode.VersionConflict => "Try again.",
        RefusalCode.NotOwner => "Try again; the client does so by itself.",
        _ => "Correct the request.",
    };
}
