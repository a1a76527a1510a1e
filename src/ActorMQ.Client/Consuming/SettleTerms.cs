using System.Text;

namespace ActorMQ.Client.Consuming;

/// <summary>What comes with a nack or a reject.</summary>
/// <param name="DelayMs">After how long the message is ready again; null: after the group's backoff.</param>
/// <param name="Reason">For people; null: none.</param>
internal readonly record struct SettleTerms(uint? DelayMs, string? Reason)
{
    public const int ReasonBytesMax = 256;

    private static readonly TimeSpan DelayMax = TimeSpan.FromDays(7);

    /// <summary>The terms that a caller gives, the reason cut to what the wire takes.</summary>
    /// <exception cref="ActorMQException">The delay is outside of its limits.</exception>
    public static SettleTerms Of(TimeSpan? delay, string? reason)
    {
        if (delay is { } given && (given < TimeSpan.Zero || given > DelayMax))
            throw ErrorCatalogue.InvalidArgument.With($"delay: {given} is not between 0 and 7 days.");
        return new SettleTerms((uint?)delay?.TotalMilliseconds, reason is null ? null : Cut(reason));
    }

    private static string Cut(string reason)
    {
        if (reason.Length <= ReasonBytesMax / 3)
            return reason;
        Span<byte> bytes = stackalloc byte[ReasonBytesMax];
        Encoding.UTF8.GetEncoder().Convert(reason, bytes, flush: false, out int chars, out _, out _);
        return chars == reason.Length ? reason : reason[..chars];
    }
}
