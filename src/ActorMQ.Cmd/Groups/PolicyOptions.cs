using System.CommandLine;
using ActorMQ.Client;

namespace ActorMQ.Cmd.Groups;

/// <summary>The options that say a group's policy; one that is not given leaves what holds.</summary>
internal sealed class PolicyOptions
{
    private const int DelayMsMax = 604_800_000;

    private readonly Option<int> ackWait = WholeNumber.Option(
        "--ack-wait", "-w", 1_000, 3_600_000, 0, "Milliseconds that a consumer may hold a delivery without a word.");

    private readonly Option<int> attempts = WholeNumber.Option(
        "--attempts", "-a", 0, 250, 0, "Attempts before a message moves to the dead letters; 0: no limit.");

    private readonly Option<int> backoffMin = WholeNumber.Option(
        "--backoff-min", "-b", 0, DelayMsMax, 0, "Milliseconds that a message waits after its first failure.");

    private readonly Option<int> backoffMax = WholeNumber.Option(
        "--backoff-max", "-B", 0, DelayMsMax, 0, "Milliseconds that a message waits at most.");

    private readonly Option<int> factor = WholeNumber.Option(
        "--backoff-factor", "-f", 100, 1_000, 0, "What each failure multiplies the wait by, in hundredths.");

    private readonly Option<int> jitter = WholeNumber.Option(
        "--jitter", "-j", 0, 50, 0, "Percent by which a wait is made longer or shorter.");

    private readonly Option<string> deadLetter = new("--dead-letter", "-d")
    {
        Description = "The topic that takes the dead letters; off: none; own: the group's own.",
        HelpName = "TOPIC",
    };

    public void AddTo(Command command)
    {
        Option[] all = [ackWait, attempts, backoffMin, backoffMax, factor, jitter, deadLetter];
        foreach (Option option in all)
            command.Add(option);
    }

    /// <summary>The policy with what the command line says.</summary>
    public GroupPolicy Over(GroupPolicy policy, ParseResult parsed) => new()
    {
        AckWaitMs = Said(ackWait, parsed) ?? policy.AckWaitMs,
        AttemptLimit = Said(attempts, parsed) ?? policy.AttemptLimit,
        BackoffMinMs = Said(backoffMin, parsed) ?? policy.BackoffMinMs,
        BackoffMaxMs = Said(backoffMax, parsed) ?? policy.BackoffMaxMs,
        BackoffFactor = Said(factor, parsed) ?? policy.BackoffFactor,
        JitterPercent = Said(jitter, parsed) ?? policy.JitterPercent,
        DeadLetter = parsed.GetValue(deadLetter) is not { } topic ? policy.DeadLetter : topic == "own" ? "" : topic,
    };

    private static int? Said(Option<int> option, ParseResult parsed) =>
        parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : null;
}
