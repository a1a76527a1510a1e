namespace ActorMQ.Client;

/// <summary>How long a topic keeps its messages; each number can be changed while the topic lives.</summary>
/// <param name="PurgeAfterMs">Of a queue: how long a message is kept at least, in milliseconds since it was stored,
/// even when every group has settled it. 0: it goes with the last settlement.</param>
/// <param name="RetentionMs">Of a log, and of a queue without a group: how long a message is kept, in milliseconds
/// since it was stored. 0: no limit by age.</param>
/// <param name="RetentionBytes">Of a log: bytes that a partition keeps; the oldest go first. 0: no limit.</param>
public sealed record TopicSettings(long PurgeAfterMs = 0, long RetentionMs = 604_800_000, long RetentionBytes = 0);
