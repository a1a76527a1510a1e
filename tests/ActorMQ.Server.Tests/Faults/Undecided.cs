using System.Collections.Concurrent;
using ActorMQ.Client;
using ActorMQ.Server.Tests.Crashes;

namespace ActorMQ.Server.Tests.Faults;

/// <summary>Rejects each third message, and acks the others in an order that has nothing to do with theirs.</summary>
internal sealed class Undecided(Consumer consumer, Random chance)
{
    private const int HeldMax = 500;

    private readonly List<Delivery> held = [];
    private readonly ConcurrentDictionary<MessageId, bool> seen = new();
    private long settled;

    /// <summary>Settlements so far, those that a crash undid included.</summary>
    public long Settled => Volatile.Read(ref settled);

    /// <summary>The messages that came.</summary>
    public IReadOnlyCollection<MessageId> Seen => [.. seen.Keys];

    public static bool IsRejected(MessageId id) => id.Number % 3 == 0;

    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            Delivery? next = await consumer.NextAsync(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            if (next is { } delivery)
                await TakeAsync(delivery);
            while (held.Count > (next is null ? 0 : HeldMax))
                await AckAnyAsync();
        }
    }

    private async ValueTask TakeAsync(Delivery delivery)
    {
        var id = MessageId.Of(delivery.Body.Span);
        seen.TryAdd(id, true);
        if (!IsRejected(id))
        {
            held.Add(delivery);
            return;
        }
        await delivery.RejectAsync("each third");
        Volatile.Write(ref settled, settled + 1);
    }

    private async ValueTask AckAnyAsync()
    {
        int at = chance.Next(held.Count);
        await held[at].AckAsync();
        held[at] = held[^1];
        held.RemoveAt(held.Count - 1);
        Volatile.Write(ref settled, settled + 1);
    }
}
