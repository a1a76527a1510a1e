namespace ActorMQ.Core.Groups;

/// <summary>What became of a <see cref="SettleRange"/>.</summary>
/// <param name="Accepted">Records settled, returned or extended by it.</param>
/// <param name="Stale">Records that were settled before, are out under another token, or were never out.</param>
public readonly record struct SettleResult(int Accepted, int Stale);
