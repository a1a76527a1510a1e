using ActorMQ.Client.Producing;
using ActorMQ.Records;
using ActorMQ.TestKit;

namespace ActorMQ.Client.Tests;

/// <summary>What a message costs the garbage collector, once the pools are warm.</summary>
public sealed class AllocationTests
{
    private const int Messages = 10_000;

    [Fact]
    public void A_message_that_is_sent_and_awaited_allocates_next_to_nothing()
    {
        var window = new ProducerWindow(
            ProducerOptions.Default, new ProducerIdentity(1, 1), new SendSourcePool(new SimulatedRuntime(1)));
        window.SetRoute(new TopicRoute(1, 8, 0));
        var tasks = new ValueTask<SendReceipt>[Messages];
        SendAll(window, tasks);
        long before = GC.GetAllocatedBytesForCurrentThread();
        SendAll(window, tasks);
        double each = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Messages;
        Assert.InRange(each, 0, 2);
    }

    [Fact]
    public void A_delivery_that_is_taken_and_acked_allocates_nothing() => Simulation.Run(1, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Consumer consumer = client.Subscribe("orders", "g", new ConsumerOptions { WindowMessages = 65_536 });
        await client.Producer("orders").SendBatchAsync([.. Enumerable.Repeat(new Message(new byte[100]), 2_000)]);
        await Task.Delay(TimeSpan.FromSeconds(1), s.Runtime.Time);
        await using IAsyncEnumerator<Delivery> loop = consumer.ConsumeAsync().GetAsyncEnumerator();
        Assert.True(loop.MoveNextAsync().Result);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = 0;
        for (; count < 400 && loop.MoveNextAsync().Result; count++)
            Assert.True(loop.Current.AckAsync().IsCompleted);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)count, 0, 4);
    });

    private static void SendAll(ProducerWindow window, ValueTask<SendReceipt>[] tasks)
    {
        var body = new byte[100];
        uint request = 0;
        var outs = new Queue<PendingBatch>(8);
        for (int number = 0; number < tasks.Length; number++)
        {
            window.TryAdd(new MessageParts { Body = body }, out PendingBatch batch);
            tasks[number] = batch.Source.TaskOf(batch.Count - 1);
            while (window.IsDue(batch) && window.TryTake(0, 0, out PendingBatch due))
            {
                window.MarkSent(due, ++request);
                outs.Enqueue(due);
            }
            if (outs.Count == 4)
                Answer(window, outs.Dequeue());
        }
        while (outs.Count != 0)
            Answer(window, outs.Dequeue());
        while (window.TryTake(0, 0, out PendingBatch last))
        {
            window.MarkSent(last, ++request);
            Answer(window, last);
        }
        foreach (ValueTask<SendReceipt> task in tasks)
            _ = task.Result;
    }

    private static void Answer(ProducerWindow window, PendingBatch batch) =>
        window.OnEnded(batch, new SendOutcome(batch.Lane.Index, 0, false));
}
