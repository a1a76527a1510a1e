using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Producing;

/// <summary>What each refusal of a batch leads to.</summary>
internal static class SendRefusals
{
    /// <summary>Whether the same bytes may be accepted later: the batch is kept and sent again.</summary>
    public static bool IsWorthAnotherTry(ErrorCode code) => code is
        ErrorCode.NotOwner or ErrorCode.Overloaded or ErrorCode.StoreUnavailable or ErrorCode.ShuttingDown
        or ErrorCode.Timeout or ErrorCode.Internal or ErrorCode.SequenceGap;
}
