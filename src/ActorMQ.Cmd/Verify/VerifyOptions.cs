using System.CommandLine;
using ActorMQ.Cmd.Bench;

namespace ActorMQ.Cmd.Verify;

/// <summary>The options that say what is sent, and how long to wait for it.</summary>
internal sealed class VerifyOptions
{
    public Argument<string> Topic { get; } = new("TOPIC") { Description = "An existing topic." };

    public Option<int> Count { get; } = WholeNumber.Option(
        "--count", "-n", 1, VerifyPlan.CountMax, otherwise: 100_000, "Messages to send.");

    public Option<int> Keys { get; } = WholeNumber.Option(
        "--keys", "-k", 1, VerifyPlan.KeysMax, otherwise: 1_000, "Keys that they belong to, in turn.");

    public Option<int> Size { get; } = WholeNumber.Option(
        "--size", "-b", VerifyBody.Bytes, BenchLimits.SizeMax, otherwise: 100, "Bytes of a message.");

    public Option<int> Rate { get; } = WholeNumber.Option(
        "--rate", "-r", 0, BenchLimits.RateMax, otherwise: 0, "Messages a second; 0: as fast as the node confirms.");

    public Option<int?> Seed { get; } = WholeNumber.Maybe(
        "--seed", 0, int.MaxValue, "Tells these messages from others; absent: a new one.");

    public Option<int> Idle { get; } = WholeNumber.Option(
        "--idle", "-i", 1, 86_400, otherwise: 30, "Seconds without a message after which what is missing is lost.");

    public Option<string?> Group { get; } = new("--group", "-g")
    {
        Description = "The group to receive with; absent: verify-SEED.",
    };

    /// <summary>What the command line asks for.</summary>
    public VerifyPlan PlanOf(ParseResult parsed) => new(
        parsed.GetRequiredValue(Topic),
        parsed.GetValue(Seed) ?? Random.Shared.Next(),
        parsed.GetValue(Count),
        parsed.GetValue(Keys),
        parsed.GetValue(Size));

    public string GroupOf(ParseResult parsed, VerifyPlan plan) => parsed.GetValue(Group) ?? $"verify-{plan.Seed}";

    public TimeSpan IdleOf(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(Idle));
}
