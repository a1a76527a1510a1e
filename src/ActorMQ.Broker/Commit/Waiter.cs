using ActorMQ.Broker.Connections;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Broker.Commit;

/// <summary>A request whose answer waits for the disk.</summary>
/// <param name="Session">Who asked.</param>
/// <param name="Correlation">Which request.</param>
/// <param name="Kind">What is answered.</param>
/// <param name="Value">Base offset of a batch; number of stale records of a settlement.</param>
/// <param name="Bytes">Bytes of the batch that the session has in flight until the answer.</param>
/// <param name="Refusal">Why a batch is refused.</param>
internal readonly record struct Waiter(
    Session Session, uint Correlation, WaiterKind Kind, long Value, int Bytes, Problem Refusal = default)
{
    /// <summary>Says that it is durable.</summary>
    public void Release()
    {
        if (Kind == WaiterKind.Settle)
            Session.ReplySettled(Correlation, (int)Value);
        else if (Kind == WaiterKind.RefusedSend)
            Session.RefuseSend(Correlation, Refusal, Bytes);
        else
            Session.ReplySent(Correlation, Value, Kind == WaiterKind.DuplicateSend, Bytes);
    }

    /// <summary>
    /// Says that the append was not stored. Of a retry that says nothing: its first try came with an earlier append.
    /// </summary>
    public void Refuse(in Problem problem)
    {
        bool isRetry = Kind == WaiterKind.DuplicateSend && problem.Code == ErrorCode.StoreRejected;
        if (Kind == WaiterKind.Settle)
            Session.RefuseSettle(Correlation, problem);
        else
            Session.RefuseSend(Correlation, isRetry ? Problems.StoreUnavailable : problem, Bytes);
    }
}
