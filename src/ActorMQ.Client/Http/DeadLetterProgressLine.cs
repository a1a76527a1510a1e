namespace ActorMQ.Client.Http;

/// <summary>A line of the node's answer to a redrive or a purge.</summary>
internal sealed record DeadLetterProgressLine(
    long Selected, long? Redriven, long? Purged, long Remaining, bool? Done, Problem? Problem)
{
    public DeadLetterProgress Progress => new(Selected, Redriven ?? Purged ?? 0, Remaining, Done == true);
}
