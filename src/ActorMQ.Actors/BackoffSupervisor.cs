using ActorMQ.Actors.Cells;

namespace ActorMQ.Actors;

/// <summary>Brings a child back after growing delays, whether it failed or stopped by itself.</summary>
/// <remarks>
/// The supervisor's reference stands for the child: mail to it is passed on in order. Two failures in a row at the
/// same <see cref="IFailureAt.Position"/>, or too many failures in a row, put the child into quarantine.
/// </remarks>
public static class BackoffSupervisor
{
    /// <summary>The recipe of a supervisor with its child.</summary>
    /// <param name="child">The recipe of the child.</param>
    /// <param name="childName">The child's name under the supervisor.</param>
    /// <param name="options">Delays, limits and buffer.</param>
    public static Props Props(Props child, string childName, BackoffOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Min, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Max, options.Min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Jitter, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Jitter);
        return new(() => new BackoffActor(child, childName, options), child.Mailbox, SupervisorStrategy.StopAlways);
    }
}
