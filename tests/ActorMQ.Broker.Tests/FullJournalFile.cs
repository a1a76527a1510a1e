using ActorMQ.Journal.Sqlite;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

/// <summary>
/// The real journal under a broker, whose file reaches its quota at many different writes: what was confirmed stays,
/// settlements go on, and with what they let go the node takes messages again by itself.
/// </summary>
public sealed class FullJournalFile : IDisposable
{
    private const int Points = 50;
    private const int TriesMax = 100;
    private const int ReserveBytes = 512 * 1024;
    private static readonly ProducerIdentity Producer = new(1, 2);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("actormq-broker-");
    private readonly Dictionary<long, string> confirmed = [];
    private long sequence;

    public static TheoryData<int> EachPoint => [.. Enumerable.Range(0, Points)];

    public void Dispose() => directory.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(EachPoint))]
    public void What_was_confirmed_stays_and_what_is_settled_makes_room(int point)
    {
        using SqliteJournal journal = Open(point);
        SeededNode node = Start(journal, point, out int topic);
        WireClient client = Consume(node);

        for (int sent = 0; TrySend(node, client, topic); sent++)
            Assert.InRange(sent, 0, 1_000);
        Assert.True(journal.IsFull);
        Assert.False(TrySend(node, client, topic));
        for (int settled = 0; settled < 5; settled++)
            SettleOne(node, client);
        node.Kill();

        client = Consume(node);
        for (int tries = 0; !TrySend(node, client, topic); tries++)
        {
            Assert.InRange(tries, 0, 1_000);
            if (confirmed.Count > 0)
                SettleOne(node, client);
            else
                node.Runtime.Advance(TimeSpan.FromSeconds(1));
        }
        while (confirmed.Count > 0)
            SettleOne(node, client);
        Assert.True(TrySend(node, client, topic));
    }

    [Theory]
    [MemberData(nameof(EachPoint))]
    public void Senders_hear_that_there_is_no_room_and_the_partition_goes_on(int point)
    {
        using SqliteJournal journal = Open(point);
        SeededNode node = Start(journal, point, out int topic);
        WireClient client = Consume(node);
        while (TrySend(node, client, topic))
            Assert.InRange(confirmed.Count, 0, 1_000);
        // As much as its window lets in; the next one comes when one of them is settled.
        node.Runtime.Advance(TimeSpan.FromSeconds(5));
        int before = client.Deliveries.Count;
        Received first = client.Deliveries[0];
        Assert.Equal(0, node.Answer<Settled>(
            client, client.Settle(first, WireClient.RangeOf(first, SettleKind.Ack))).StaleCount);
        node.Until(() => client.Deliveries.Count > before);

        Assert.Single(client.Deliveries.Select(static one => one.Tenure).Distinct());
        Assert.All(client.Deliveries, one => Assert.Equal((1, confirmed[one.Offset]), (one.Attempt, one.Body)));
    }

    private SqliteJournal Open(int point) => SqliteJournal.Open(Path.Combine(directory.FullName, "j.db"), new()
    {
        PageBytes = 4096,
        GrowthBytes = 4096,
        CheckpointBytes = 100 * 1024,
        ReserveBytes = ReserveBytes,
        UnusedBytesMax = 64 * 1024,
        IsSynced = false,
        FileBytesMax = ReserveBytes + 1_200_000 + point * 4096,
    });

    private static SeededNode Start(SqliteJournal journal, int point, out int topic)
    {
        var node = new SeededNode((ulong)point, store: journal);
        node.Start();
        topic = node.CreateTopic("orders", 1);
        return node;
    }

    private static WireClient Consume(SeededNode node)
    {
        WireClient client = node.Connect();
        node.Answer<Subscribed>(client, client.Subscribe("orders", "billing"));
        return client;
    }

    private bool TrySend(SeededNode node, WireClient client, int topic)
    {
        string body = $"{sequence} {new string('x', 20_000)}";
        ReadOnlyMemory<byte> batch = SeededNode.Batch(Producer, sequence, body);
        SendReply reply = node.Answer<SendReply>(client, client.Send(topic, 0, batch));
        for (int again = 0; IsForNow(reply.Error) && again < TriesMax; again++)
        {
            // The partition's next actor starts, or something is short for a moment.
            node.Runtime.Advance(TimeSpan.FromMilliseconds(100));
            reply = node.Answer<SendReply>(client, client.Send(topic, 0, batch));
        }
        if (reply.Error is { } refusal)
        {
            Assert.Equal(ErrorCode.StorageFull, refusal.Code);
            return false;
        }
        sequence++;
        Assert.True(confirmed.TryAdd(reply.BaseOffset, body));
        return true;
    }

    private static bool IsForNow(Error? refusal) => refusal?.Code is ErrorCode.NotOwner or ErrorCode.Overloaded;

    // A partition whose append was refused begins a new tenure: what was out comes again.
    private void SettleOne(SeededNode node, WireClient client)
    {
        while (true)
        {
            node.Until(() => client.Deliveries.Count > 0);
            Received delivery = client.Deliveries[0];
            client.Deliveries.RemoveAt(0);
            Settled settled = node.Answer<Settled>(
                client, client.Settle(delivery, WireClient.RangeOf(delivery, SettleKind.Ack)));
            Assert.True(settled.Error is null || IsForNow(settled.Error), settled.Error?.Message);
            if (settled.Error is not null || settled.StaleCount != 0)
                continue;
            Assert.True(confirmed.Remove(delivery.Offset, out string? body));
            Assert.Equal(body, delivery.Body);
            return;
        }
    }
}
