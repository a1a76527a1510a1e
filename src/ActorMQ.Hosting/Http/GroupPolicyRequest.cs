using System.Text.Json;
using ActorMQ.Core.Groups;

namespace ActorMQ.Hosting.Http;

/// <summary>The body of a request that gives a group its policy.</summary>
internal static class GroupPolicyRequest
{
    private const string Fields =
        "ackWaitMs, attemptLimit, backoffMinMs, backoffMaxMs, backoffFactor, jitterPercent and deadLetter";

    /// <summary>Reads a body: a field that is absent has its default.</summary>
    /// <returns>Null when it was read; otherwise what is wrong with it.</returns>
    public static AdminProblem? Read(ReadOnlyMemory<byte> body, out GroupPolicy policy)
    {
        policy = GroupPolicy.Default;
        return JsonBody.Read(body, ref policy, ReadField);
    }

    private static AdminProblem? ReadField(JsonProperty field, ref GroupPolicy policy)
    {
        if (field.Name == "deadLetter")
            return ReadDeadLetter(field, ref policy);
        int number = 0;
        AdminProblem? problem = JsonBody.ReadNumber(field, ref number);
        GroupPolicy? changed = field.Name switch
        {
            "ackWaitMs" => policy with { AckWaitMs = number },
            "attemptLimit" => policy with { AttemptLimit = number },
            "backoffMinMs" => policy with { BackoffMinMs = number },
            "backoffMaxMs" => policy with { BackoffMaxMs = number },
            "backoffFactor" => policy with { BackoffFactor = number },
            "jitterPercent" => policy with { JitterPercent = number },
            _ => null,
        };
        if (changed is null)
            return JsonBody.UnknownField(field, Fields);
        policy = changed;
        return problem;
    }

    private static AdminProblem? ReadDeadLetter(JsonProperty field, ref GroupPolicy policy)
    {
        string topic = "";
        AdminProblem? problem = JsonBody.ReadText(field, ref topic);
        policy = policy with { DeadLetter = topic };
        return problem;
    }
}
