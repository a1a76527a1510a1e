namespace ActorMQ.Client.Http;

/// <summary>The body of a request to redrive or to purge.</summary>
internal sealed record DeadLetterRequest(
    IReadOnlyList<DeadLetterPosition>? Offsets, DeadLetterFilter? Filter, bool? All, int? Rate)
{
    public static DeadLetterRequest Of(DeadLetterSelection selection, int rate) => new(
        selection.Positions, selection.Filter,
        selection.Positions is null && selection.Filter is null ? true : null,
        rate == 0 ? null : rate);
}
