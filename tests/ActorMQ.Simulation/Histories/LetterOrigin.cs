namespace ActorMQ.Simulation.Histories;

/// <summary>What a dead letter says of where it comes from.</summary>
/// <param name="Group">The group that gave it up.</param>
/// <param name="Partition">Where the record is; -1: that partition is not of the history.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="Attempts">How many attempts there were.</param>
/// <param name="Cause">Why the last one failed.</param>
/// <param name="Reason">What was said of it.</param>
internal sealed record LetterOrigin(
    string Group, int Partition, long Offset, int Attempts, string Cause, string Reason);
