using System.Collections.Concurrent;

namespace ActorMQ.Server.Tests.Crashes;

/// <summary>What producers were told: for each message that was confirmed, where it is.</summary>
internal sealed class SendLedger
{
    private readonly ConcurrentDictionary<MessageId, LogPlace> confirmed = new();
    private long count;

    /// <summary>Messages confirmed so far.</summary>
    public long Confirmed => Volatile.Read(ref count);

    public IReadOnlyDictionary<MessageId, LogPlace> Places => confirmed;

    public void Add(MessageId id, LogPlace place)
    {
        Assert.True(confirmed.TryAdd(id, place));
        Interlocked.Increment(ref count);
    }
}
