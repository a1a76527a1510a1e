using ActorMQ.Core.Groups;

namespace ActorMQ.Hosting.Http;

/// <summary>A group's policy as the admin API writes it; the fields are those that it reads.</summary>
internal sealed record GroupPolicyJson(
    int AckWaitMs, int AttemptLimit, int BackoffMinMs, int BackoffMaxMs, int BackoffFactor, int JitterPercent,
    string DeadLetter)
{
    public static GroupPolicyJson Of(GroupPolicy policy) => new(
        policy.AckWaitMs, policy.AttemptLimit, policy.BackoffMinMs, policy.BackoffMaxMs, policy.BackoffFactor,
        policy.JitterPercent, policy.DeadLetter);
}
