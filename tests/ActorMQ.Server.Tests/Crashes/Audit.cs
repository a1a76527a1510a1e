using ActorMQ.Client;

namespace ActorMQ.Server.Tests.Crashes;

/// <summary>The whole log, read by a group that has taken nothing before.</summary>
internal sealed class Audit
{
    private const string Group = "audit";

    private readonly Dictionary<LogPlace, MessageId> log = [];

    public IReadOnlyDictionary<LogPlace, MessageId> Log => log;

    /// <summary>Makes the group, so that nothing is purged before it has read it.</summary>
    public static async Task ReserveAsync(ActorMQClient client, string topic)
    {
        await using Consumer consumer = client.Subscribe(topic, Group);
        Assert.Null(await consumer.NextAsync(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken));
    }

    /// <summary>Reads until nothing is left.</summary>
    public static async Task<Audit> ReadAsync(ActorMQClient client, ActorMQAdmin admin, string topic)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        TopicDescription description = await admin.DescribeTopicAsync(topic, cancellation);
        long expected = description.PartitionsDetail!.Sum(static partition => partition.NextOffset);
        var audit = new Audit();
        await using Consumer consumer = client.Subscribe(topic, Group);
        while (audit.log.Count < expected)
        {
            Delivery? next = await consumer.NextAsync(TimeSpan.FromSeconds(30), cancellation);
            Assert.True(next is not null, $"Of {expected} messages {audit.log.Count} came, then nothing for 30 s.");
            await audit.AddAsync(next.Value);
        }
        return audit;
    }

    private async ValueTask AddAsync(Delivery delivery)
    {
        var id = MessageId.Of(delivery.Body.Span);
        var place = new LogPlace(delivery.Partition, delivery.Offset);
        if (!log.TryAdd(place, id))
            Assert.Equal(log[place], id);
        await delivery.AckAsync();
    }
}
