namespace ActorMQ.Broker.DeadLetters;

/// <summary>How far a redrive or a purge is.</summary>
/// <param name="Selected">Dead letters that were found to be meant.</param>
/// <param name="Done">Of these, those that are on their way back, durably, or purged.</param>
/// <param name="Remaining">Records of the dead-letter topic that were not looked at yet.</param>
/// <param name="IsDone">Whether it is over: what was sent back is stored in its topic.</param>
/// <param name="Problem">Why it ended early, or has left out what cannot be read; null: neither.</param>
public readonly record struct DeadLetterProgress(
    long Selected, long Done, long Remaining, bool IsDone, Problem? Problem);
