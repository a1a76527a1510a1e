using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

/// <summary>One record as a consumer got it.</summary>
internal readonly record struct Received(
    long Subscription, int Partition, long Tenure, int Attempt, long Offset, string Body)
{
    public IReadOnlyList<MessageHeader> Headers { get; init; } = [];

    /// <summary>The text of a header; null: there is none.</summary>
    public string? Header(string name) => Headers
        .Where(one => one.Name == name)
        .Select(static one => System.Text.Encoding.UTF8.GetString(one.Value.Span))
        .SingleOrDefault();
}
