namespace ActorMQ.Broker.DeadLetters;

/// <summary>From a partition of a dead-letter topic: what became of a step; it is durable.</summary>
/// <param name="Handled">How many of the step's records were handled, the first ones; the rest had no room.</param>
/// <param name="Changed">How many of these were left, and are not any more.</param>
/// <param name="EndMove">The sequence behind the last move; when all below are done, so is the step.</param>
/// <param name="Problem">Why the rest cannot be done; null: it can, later.</param>
internal sealed record DeadLetterStepDone(int Handled, long Changed, long EndMove, Problem? Problem)
{
    public static DeadLetterStepDone Refused(in Problem problem) => new(0, 0, 0, problem);
}
