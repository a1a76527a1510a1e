using ActorMQ.Client;
using ActorMQ.Protocol.Wire;
using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Workloads;

/// <summary>What an error means for a message: definitely not stored, or nobody knows.</summary>
internal static class SendEnds
{
    private static readonly HashSet<string> Definite =
    [
        CodeOf(ErrorCode.TooLarge), CodeOf(ErrorCode.InvalidArgument), CodeOf(ErrorCode.StoreRejected),
        CodeOf(ErrorCode.StorageFull), CodeOf(ErrorCode.BadBatch), CodeOf(ErrorCode.TooManyProducers),
    ];

    /// <summary>How a send ended that failed in this way.</summary>
    public static SendEnd Of(ActorMQException failure) =>
        Definite.Contains(failure.Code) ? SendEnd.Refused : SendEnd.Unknown;

    private static string CodeOf(ErrorCode code) => $"AMQ-{(int)code:D4}";
}
