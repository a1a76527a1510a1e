using ActorMQ.Broker.DeadLetters;

namespace ActorMQ.Hosting.Http;

/// <summary>How far a redrive or a purge is, as a line of the admin API's answer.</summary>
internal sealed record DeadLetterProgressJson(long Selected, long? Redriven, long? Purged, long Remaining)
{
    public bool? Done { get; private init; }

    public ProblemJson? Problem { get; private init; }

    public static DeadLetterProgressJson OfRedrive(DeadLetterProgress progress) =>
        Ended(new DeadLetterProgressJson(progress.Selected, progress.Done, null, progress.Remaining), progress);

    public static DeadLetterProgressJson OfPurge(DeadLetterProgress progress) =>
        Ended(new DeadLetterProgressJson(progress.Selected, null, progress.Done, progress.Remaining), progress);

    private static DeadLetterProgressJson Ended(DeadLetterProgressJson line, DeadLetterProgress progress) => line with
    {
        Done = progress.IsDone ? true : null,
        Problem = progress.Problem is { } problem ? AdminProblem.Of(problem).ToJson() : null,
    };
}
