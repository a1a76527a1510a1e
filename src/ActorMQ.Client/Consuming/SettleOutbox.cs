using ActorMQ.Client.Links;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using ActorMQ.Runtime;

namespace ActorMQ.Client.Consuming;

/// <summary>Brings the settlements of a consumer to its node. The consumer's lock guards it.</summary>
internal sealed class SettleOutbox(Link link, Subscription subscription, Alarm alarm, ActorRuntime runtime)
{
    // How long a settlement that was refused for now waits.
    private const long RetryMs = 100;

    // Between two uses empty; kept for their memory.
    private readonly List<SettleOrder> renewals = [];
    private readonly List<SettleOrder> drops = [];

    // Nothing is sent before.
    private long retryAtMs;

    public SettleLedger Ledger { get; } = new();

    /// <summary>What the application has settled and is in hand; sent and emptied by <see cref="Send"/>.</summary>
    public List<SettleOrder> Finals { get; } = [];

    /// <summary>A turn whose renewals and drops go out with the next <see cref="Send"/>.</summary>
    /// <remarks>
    /// What is claimed is extended by that. What is lost meanwhile may have come with this subscription: the node
    /// counts it against the window.
    /// </remarks>
    public LookTurn Turn(LockLosses losses) => subscription.Id is null
        ? new LookTurn(losses)
        : new LookTurn(losses, Ledger.HasClaims ? null : renewals, LosesCredit ? null : drops);

    private bool LosesCredit => Mutants.LosesCreditWhileClaiming && Ledger.HasClaims;

    /// <summary>Sends what there is, as far as there is a subscription and room.</summary>
    public void Send()
    {
        Gather();
        if (!Ledger.TryPeek(out SettleRequest request) || subscription.Id is not { } id)
            return;
        long nowMs = alarm.NowMs;
        if (nowMs < retryAtMs)
        {
            alarm.SetBy(retryAtMs);
            return;
        }
        do
        {
            request.Frame.SubscriptionId = id;
            request.Frame.WantReply = !request.IsNews;
            uint number = subscription.NextRequest();
            if (!link.TrySend(new OutboundFrame(FrameType.Settle, number, request.Frame)))
                return; // OnWritable or OnUp goes on.
            Ledger.MarkSent(number, nowMs);
        }
        while (Ledger.TryPeek(out request));
    }

    /// <summary>Takes up all that is to be sent; then, what is claimed of a node that is come back to.</summary>
    public void AddClaims(List<SettleOrder> claims, int partitions)
    {
        Gather();
        Ledger.AddClaims(claims, partitions, runtime.Rarely("consumer: claim each range alone"));
    }

    /// <summary>
    /// The node has refused a settlement; null: it goes again later, or there was none under that number.
    /// </summary>
    public SettleRequest? Refuse(uint number, ErrorCode code)
    {
        if (!Producing.SendRefusals.IsWorthAnotherTry(code))
            return Ledger.Confirm(number, stale: null);
        if (Ledger.TryReturn(number))
        {
            retryAtMs = alarm.NowMs + RetryMs;
            alarm.SetBy(retryAtMs);
        }
        return null;
    }

    private void Gather()
    {
        bool eachAlone = Finals.Count > 1 && runtime.Rarely("consumer: a settlement for each range");
        Add(SettleRequestKind.Final, Finals, eachAlone);
        Add(SettleRequestKind.Drop, drops, eachAlone: false);
        Add(SettleRequestKind.Extend, renewals, eachAlone: false);
    }

    private void Add(SettleRequestKind kind, List<SettleOrder> orders, bool eachAlone)
    {
        if (orders.Count == 0)
            return;
        Ledger.Add(kind, orders, eachAlone);
        orders.Clear();
    }
}
