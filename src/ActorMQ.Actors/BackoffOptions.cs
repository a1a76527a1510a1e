namespace ActorMQ.Actors;

/// <summary>How a backoff supervisor brings its child back.</summary>
/// <param name="Min">The delay after the first failure.</param>
/// <param name="Max">The longest delay, before the jitter.</param>
/// <param name="Jitter">From 0 to 1: the share of the delay that chance may add.</param>
/// <param name="HealthyAfter">After so long without a failure delays begin at <paramref name="Min"/> again.</param>
/// <param name="MaxRetries">Failures in a row after which it is quarantined; negative for no limit.</param>
/// <param name="BufferWhileDown">Messages kept while the child is down; more are refused.</param>
public sealed record BackoffOptions(
    TimeSpan Min,
    TimeSpan Max,
    double Jitter,
    TimeSpan HealthyAfter,
    int MaxRetries = -1,
    int BufferWhileDown = 1_024)
{
    /// <summary>Hears each change of the state, in the supervisor's turn.</summary>
    public Action<BackoffState>? Changed { get; init; }
}
