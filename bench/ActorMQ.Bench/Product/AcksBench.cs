using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

/// <summary>A million messages in flight, acked in random order; beside it the same in the order of delivery.</summary>
public sealed class AcksBench
{
    private const int ConsumerCount = 16;
    private const int WindowMessages = 65_536;
    private const int PlainTurns = 3;
    private const int CountDefault = ConsumerCount * WindowMessages;

    // The last fetch of all takes that long, whatever the node does.
    private static readonly TimeSpan fetchMax = TimeSpan.FromMilliseconds(5);

    private readonly BenchRequest request;
    private readonly NodeProcess node;
    private readonly ActorMQClient client;
    private readonly int count;

    private AcksBench(BenchRequest request, NodeProcess node, ActorMQClient client)
    {
        (this.request, this.node, this.client) = (request, node, client);
        count = Math.Min(CountDefault, request.Count ?? 1_000_000);
    }

    /// <summary>One run.</summary>
    public static async Task<AcksFigures> RunAsync(BenchRequest request)
    {
        using var node = new NodeProcess();
        using (var admin = new ActorMQAdmin(node.HttpAddress))
            await admin.CreateTopicAsync(Load.Topic, BenchLoad.Partitions);
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(node.Endpoint);
        return await new AcksBench(request, node, client).RunAsync();
    }

    private async Task<AcksFigures> RunAsync()
    {
        // Once for the code to be compiled; each takes a third of a second, so the middle one of some counts.
        await PlainAsync();
        var plains = new List<double>();
        while (plains.Count < PlainTurns)
            plains.Add(await PlainAsync());
        double plain = plains.Order().ElementAt(PlainTurns / 2);

        await new Load(client, request).SendAsync(count);
        await Task.Delay(TimeSpan.FromSeconds(1));
        double before = node.ResidentMebibytes;
        var watch = new MemoryWatch(node);
        long begun = Stopwatch.GetTimestamp();
        List<Consumer> consumers = Subscribe(client);
        Delivery[][] held = await HoldAllAsync(consumers);
        long? written = node.WrittenBytes;
        await AckInRandomOrderAsync(held);
        foreach (Consumer consumer in consumers)
            await consumer.FlushAsync();
        double rate = count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        double? writtenPerAck = (node.WrittenBytes - written) / (double)count;
        foreach (Consumer consumer in consumers)
            await consumer.DisposeAsync();
        await watch.DisposeAsync();
        double memory = (watch.ResidentMebibytesMax - before) * 1_048_576 / count;
        return new AcksFigures(
            "local", count, rate, rate / plain, memory, await CountJournalBytesAsync() / (double)count, writtenPerAck,
            watch.ResidentMebibytesMax);
    }

    // The same again on a node that does nothing else from its start to its stop. It is stopped then.
    private async Task<long> CountJournalBytesAsync()
    {
        await new Load(client, request).SendAsync(count);
        node.Restart();
        await using (ActorMQClient again = await ActorMQClient.ConnectAsync(node.Endpoint))
        {
            List<Consumer> consumers = Subscribe(again);
            await AckInRandomOrderAsync(await HoldAllAsync(consumers));
            foreach (Consumer consumer in consumers)
                await consumer.DisposeAsync();
        }
        return node.StopAndCountJournalBytes();
    }

    private async Task<double> PlainAsync()
    {
        await new Load(client, request).SendAsync(count);
        long begun = Stopwatch.GetTimestamp();
        List<Consumer> consumers = Subscribe(client);
        int left = count;
        using var over = new CancellationTokenSource();
        await Task.WhenAll(consumers.Select(consumer => Task.Run(() => AckEachAsync(consumer))));
        foreach (Consumer consumer in consumers)
            await consumer.FlushAsync(CancellationToken.None);
        double rate = count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        foreach (Consumer consumer in consumers)
            await consumer.DisposeAsync();
        return rate;

        async Task AckEachAsync(Consumer consumer)
        {
            try
            {
                await foreach (Delivery delivery in consumer.ConsumeAsync(over.Token))
                {
                    await delivery.AckAsync();
                    if (Interlocked.Decrement(ref left) == 0)
                        await over.CancelAsync();
                }
            }
            catch (OperationCanceledException)
            {
                // All are acked.
            }
        }
    }

    private static List<Consumer> Subscribe(ActorMQClient client)
    {
        var options = new ConsumerOptions { WindowMessages = WindowMessages, WindowBytes = 32 * 1024 * 1024 };
        return [.. Enumerable.Range(0, ConsumerCount).Select(_ => client.Subscribe(Load.Topic, "bench", options))];
    }

    // All at a time, as when they ack each at once.
    private static Task AckInRandomOrderAsync(Delivery[][] held) => Task.WhenAll(
        held.Select(static share => Task.Run(async () =>
        {
            Random.Shared.Shuffle(share);
            foreach (Delivery delivery in share)
                await delivery.AckAsync();
        })));

    // What each of them holds.
    private async Task<Delivery[][]> HoldAllAsync(List<Consumer> consumers)
    {
        int got = 0;
        return await Task.WhenAll(consumers.Select(consumer => Task.Run(() => HoldAsync(consumer))));

        async Task<Delivery[]> HoldAsync(Consumer consumer)
        {
            var share = new List<Delivery>();
            while (Volatile.Read(ref got) < count)
            {
                IReadOnlyList<Delivery> more = await consumer.FetchAsync(4_096, fetchMax);
                share.AddRange(more);
                Interlocked.Add(ref got, more.Count);
            }
            return [.. share];
        }
    }
}
