using ActorMQ.Broker.Connections;

namespace ActorMQ.Broker.Commit;

/// <summary>A settlement whose answer waits for the disk.</summary>
/// <param name="Session">Who settled.</param>
/// <param name="Correlation">Which of its requests that was.</param>
/// <param name="Stale">Number of stale records.</param>
internal readonly record struct SettleWaiter(Session Session, uint Correlation, int Stale)
{
    /// <summary>Says that it is durable.</summary>
    public void Release() => Session.ReplySettled(Correlation, Stale);

    /// <summary>
    /// Says that it was not stored. What the store has refused is worth another try: it was something else of the
    /// append that found no room.
    /// </summary>
    public void Refuse(in Problem problem) =>
        Session.RefuseSettle(Correlation, Problems.IsOfStore(problem) ? Problems.StoreUnavailable : problem);
}
