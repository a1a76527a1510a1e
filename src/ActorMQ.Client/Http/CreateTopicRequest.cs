namespace ActorMQ.Client.Http;

/// <summary>The body of a request to create a topic.</summary>
internal sealed record CreateTopicRequest(
    string Name, int Partitions, string Kind, long PurgeAfterMs, long RetentionMs, long RetentionBytes);
