namespace ActorMQ.Core.Groups;

/// <summary>
/// Event: records whose backoff has passed are ready: the next due first, of one due time the lowest offset first.
/// </summary>
/// <param name="GroupId">The group.</param>
/// <param name="WallMs">When; each of them was due then.</param>
/// <param name="Count">How many.</param>
public readonly record struct RetriesReleased(int GroupId, long WallMs, int Count);
