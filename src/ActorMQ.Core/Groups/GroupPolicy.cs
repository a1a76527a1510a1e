using System.Text;
using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>
/// How a group treats deliveries that fail. It is the group's row in the catalogue, not a state of a partition: a
/// change holds for what is decided after it.
/// </summary>
public sealed record GroupPolicy
{
    /// <summary>Says in <see cref="DeadLetter"/> that nothing moves to a dead-letter topic.</summary>
    public const string Off = "off";

    /// <summary>What <see cref="BackoffFactor"/> counts as 1.</summary>
    public const int FactorUnit = 100;

    /// <summary>What a group has unless it is told otherwise.</summary>
    public static GroupPolicy Default { get; } = new();

    /// <summary>Back at once, without limit: what a partition's group has until its policy is told.</summary>
    public static GroupPolicy AtOnce { get; } =
        new() { AttemptLimit = 0, BackoffMinMs = 0, BackoffMaxMs = 0, JitterPercent = 0, DeadLetter = Off };

    /// <summary>How long a consumer may hold a delivery without a word, in milliseconds.</summary>
    public int AckWaitMs { get; init; } = Limits.AckWaitMsDefault;

    /// <summary>Attempts after which a record moves to the dead letters; 0 for no limit.</summary>
    public int AttemptLimit { get; init; } = 16;

    /// <summary>How long a record waits after its first failed attempt, in milliseconds.</summary>
    public int BackoffMinMs { get; init; } = 1_000;

    /// <summary>How long it waits at most, in milliseconds.</summary>
    public int BackoffMaxMs { get; init; } = 600_000;

    /// <summary>What each further attempt multiplies the wait by, in hundredths.</summary>
    public int BackoffFactor { get; init; } = 2 * FactorUnit;

    /// <summary>By how much of it a wait is made longer or shorter, so that failures do not come back as one.</summary>
    public int JitterPercent { get; init; } = 20;

    /// <summary>
    /// The topic that takes the dead letters: empty for one of the group's own, <see cref="Off"/> for none (records are
    /// then retried at the longest wait), or a topic's name.
    /// </summary>
    public string DeadLetter { get; init; } = "";

    /// <summary>Whether a record can move to a dead-letter topic.</summary>
    public bool HasDeadLetters => DeadLetter != Off;

    /// <summary>Whether an attempt of this number is the last one.</summary>
    public bool IsAtLimit(int attempt) => AttemptLimit != 0 && attempt >= AttemptLimit;

    /// <summary>Checks every field.</summary>
    /// <returns>No refusal, or <see cref="RefusalCode.InvalidGroupPolicy"/> with field and limit, or the name's
    /// refusal.</returns>
    public Refusal Check()
    {
        ReadOnlySpan<Refusal> checks =
        [
            CheckNumber("ackWaitMs", AckWaitMs, Limits.AckWaitMsMin, Limits.AckWaitMsMax),
            CheckNumber("attemptLimit", AttemptLimit, 0, Limits.AttemptLimitMax),
            CheckNumber("backoffMinMs", BackoffMinMs, 0, Limits.RetryDelayMsMax),
            CheckNumber("backoffMaxMs", BackoffMaxMs, BackoffMinMs, Limits.RetryDelayMsMax),
            CheckNumber("backoffFactor", BackoffFactor, FactorUnit, Limits.BackoffFactorMax),
            CheckNumber("jitterPercent", JitterPercent, 0, Limits.JitterPercentMax),
            DeadLetter is "" or Off ? Refusal.None : Names.Check(DeadLetter, "deadLetter"),
        ];
        foreach (var check in checks)
        {
            if (check.IsRefused)
                return check;
        }

        return Refusal.None;
    }

    /// <summary>Checks every field for a group of this topic, which cannot take its own dead letters.</summary>
    /// <returns>As <see cref="Check"/>.</returns>
    public Refusal CheckOn(string topic) => DeadLetter == topic && HasDeadLetters
        ? new Refusal(
            RefusalCode.InvalidGroupPolicy,
            $"deadLetter: '{topic}' is the topic itself; what the group gives up would come back to it.", "deadLetter")
        : Check();

    /// <summary>The name of the topic that takes the dead letters of a group; null when there is none.</summary>
    /// <remarks>A name that would be too long is cut and ends with a hash of the whole.</remarks>
    public string? DeadLetterTopic(string topic, string group)
    {
        if (DeadLetter.Length != 0)
            return HasDeadLetters ? DeadLetter : null;
        var name = $"dlq.{topic}.{group}";
        if (name.Length <= Limits.NameLengthMax)
            return name;
        var ending = $"-{(uint)KeyHash.Of(Encoding.UTF8.GetBytes(name)):x8}";
        return $"{name.AsSpan(0, Limits.NameLengthMax - ending.Length)}{ending}";
    }

    private static Refusal CheckNumber(string field, int value, int min, int max)
    {
        if (value >= min && value <= max)
            return Refusal.None;
        var detail = $"{field}: {value} is outside {min} to {max}.";
        return new Refusal(RefusalCode.InvalidGroupPolicy, detail, field, value < min ? min : max);
    }
}
