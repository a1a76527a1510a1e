namespace ActorMQ.Broker.Commit;

/// <summary>A batch whose sender's answer waits for the disk.</summary>
/// <param name="Sender">Who sent it.</param>
/// <param name="Correlation">Which of its requests that was.</param>
/// <param name="Kind">What is answered.</param>
/// <param name="BaseOffset">Base offset of the batch.</param>
/// <param name="Bytes">Bytes of the batch that the sender has in flight until the answer.</param>
/// <param name="Refusal">Why it is refused.</param>
internal readonly record struct Waiter(
    IBatchSender Sender, uint Correlation, WaiterKind Kind, long BaseOffset, int Bytes, Problem Refusal = default)
{
    /// <summary>Says that it is durable.</summary>
    public void Release()
    {
        if (Kind == WaiterKind.RefusedSend)
            Sender.RefuseSend(Correlation, Refusal, Bytes);
        else
            Sender.ReplySent(Correlation, BaseOffset, Kind == WaiterKind.DuplicateSend, Bytes);
    }

    /// <summary>
    /// Says that the append was not stored. Of a retry that says nothing: its first try came with an earlier append.
    /// </summary>
    public void Refuse(in Problem problem)
    {
        bool isRetry = Kind == WaiterKind.DuplicateSend && Problems.IsOfStore(problem);
        Sender.RefuseSend(Correlation, isRetry ? Problems.StoreUnavailable : problem, Bytes);
    }
}
