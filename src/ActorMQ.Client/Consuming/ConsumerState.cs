using ActorMQ.Client.Links;

namespace ActorMQ.Client.Consuming;

/// <summary>
/// What the application's side and the node's side of a consumer share: the state, the lock that guards it, and the
/// one timer.
/// </summary>
internal sealed class ConsumerState(ConsumerOptions options, LinkSettings settings, Alarm alarm, Outage outage)
{
    public Lock Gate { get; } = new();

    public LinkSettings Settings => settings;

    public ConsumerWindow Window { get; } = new(options);

    public Subscription Subscription { get; } = new();

    public Outage Outage => outage;

    public DeliverySignal Signal { get; } = new();

    public Alarm Alarm => alarm;

    public LockLosses Losses { get; } = new();

    /// <summary>When to look at the locks; <see cref="long.MaxValue"/>: there are none.</summary>
    public long LookAtMs { get; private set; } = long.MaxValue;

    public long RequestTimeoutMs => (long)settings.Options.RequestTimeout.TotalMilliseconds;

    /// <summary>Has the locks looked at by then.</summary>
    public void LookBy(long atMs)
    {
        LookAtMs = Math.Min(LookAtMs, atMs);
        alarm.SetBy(atMs);
    }

    /// <summary>They are being looked at.</summary>
    public void OnLook() => LookAtMs = long.MaxValue;
}
