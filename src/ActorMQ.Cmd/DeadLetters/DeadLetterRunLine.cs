using ActorMQ.Client;

namespace ActorMQ.Cmd.DeadLetters;

/// <summary>How far a redrive or a purge is, as <c>pbm</c> writes it: one of the two counts is there.</summary>
internal sealed record DeadLetterRunLine(long Selected, long? Redriven, long? Purged, long Remaining, bool Done)
{
    public static DeadLetterRunLine OfRedrive(DeadLetterProgress progress) =>
        new(progress.Selected, progress.Done, null, progress.Remaining, progress.IsDone);

    public static DeadLetterRunLine OfPurge(DeadLetterProgress progress) =>
        new(progress.Selected, null, progress.Done, progress.Remaining, progress.IsDone);
}
