using ActorMQ.Client;

namespace ActorMQ.Server.Tests.Faults;

/// <summary>The real process on a volume that becomes full.</summary>
public sealed class FullDisk
{
    private const string Topic = "orders";
    private const string StorageFull = "AMQ-3008";
    private const int VolumeMebibytes = 400;

    // Room for the reserve, and for some work before the volume is full.
    private const int LeftMebibytes = 40;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sends_are_refused_settlements_go_on_and_with_space_it_goes_on_by_itself()
    {
        Assert.SkipUnless(await SmallVolume.IsPossibleAsync(), "The system allows no mount in a namespace.");
        await using TestNode node = await TestNode.StartAsync(
            SmallVolume.On(NodeSetup.Fresh("full"), VolumeMebibytes));
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        await admin.CreateTopicAsync(Topic, partitions: 2, cancellation: Cancellation);
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(
            node.Setup.Endpoint, cancellation: Cancellation);
        await using Producer producer = client.Producer(Topic);
        await using Consumer consumer = client.Subscribe(Topic, "billing");
        var stored = new StoredPlaces();
        Assert.True(await TrySendAsync(producer, stored));
        string filler = SmallVolume.PathOf(node, "filler");
        Fill(filler, node);

        await Eventually.UntilAsync(async () => !await TrySendAsync(producer, stored));
        SendResult refused = await producer.TrySendAsync(new Message(new byte[64 * 1024]), Cancellation);
        Assert.Equal(StorageFull, refused.Error?.Code);
        for (int settled = stored.Count / 2; settled > 0; settled--)
            await SettleOneAsync(consumer, stored);
        await consumer.FlushAsync(Cancellation);

        File.Delete(filler);
        await Eventually.UntilAsync(() => TrySendAsync(producer, stored));
        while (stored.Count > 0)
            await SettleOneAsync(consumer, stored);
        await consumer.FlushAsync(Cancellation);
        Assert.Equal(0, await node.Process.StopAsync());
    }

    // A partition whose append was refused begins a new tenure: what was settled under the old one may come again.
    private static async Task SettleOneAsync(Consumer consumer, StoredPlaces stored)
    {
        bool isNew;
        do
        {
            Delivery delivery = Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(60), Cancellation));
            isNew = stored.Settle((delivery.Partition, delivery.Offset));
            await delivery.AckAsync();
        }
        while (!isNew);
    }

    private static async Task<bool> TrySendAsync(Producer producer, StoredPlaces stored)
    {
        SendResult sent = await producer.TrySendAsync(new Message(new byte[64 * 1024]), Cancellation);
        if (sent.IsSent)
        {
            stored.Add((sent.Receipt.Partition, sent.Receipt.Offset));
            return true;
        }
        Assert.Equal(StorageFull, sent.Error.Code);
        return false;
    }

    private static void Fill(string filler, TestNode node)
    {
        var volume = new DriveInfo(SmallVolume.PathOf(node, ""));
        using FileStream file = File.Create(filler);
        byte[] block = new byte[1 << 20];
        for (long left = (volume.AvailableFreeSpace >> 20) - LeftMebibytes; left > 0; left--)
            file.Write(block);
    }

    /// <summary>Where confirmed messages are, and which of them were settled.</summary>
    private sealed class StoredPlaces
    {
        private readonly HashSet<(int Partition, long Offset)> unsettled = [];
        private readonly HashSet<(int Partition, long Offset)> settled = [];

        public int Count => unsettled.Count;

        public void Add((int Partition, long Offset) place) => Assert.True(unsettled.Add(place));

        /// <summary>Whether it is the first time; a message that nobody confirmed is none of them.</summary>
        public bool Settle((int Partition, long Offset) place)
        {
            Assert.True(unsettled.Contains(place) || settled.Contains(place));
            settled.Add(place);
            return unsettled.Remove(place);
        }
    }
}
