using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

/// <summary>Sends whose failure is a value, and sends that nobody awaits.</summary>
public sealed class ResultTests
{
    [Fact]
    public void A_message_that_is_stored_gives_its_receipt() => Simulation.Run(1, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        SendResult result = await client.Producer("orders").TrySendAsync("m");
        Assert.True(result.IsSent);
        Assert.Equal((result.Receipt.Partition, result.Receipt.Offset, "m"), s.Node.Stored().Single());
    });

    [Fact]
    public void Every_failure_is_a_result_and_nothing_is_thrown() => Simulation.Run(2, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        s.Node.Script = static (type, _) => type == FrameType.Send
            ? NodeAnswer.Refuse(ErrorCode.StorageFull)
            : NodeAnswer.Serve;
        Producer producer = client.Producer("orders");
        Assert.Equal("AMQ-3008", (await producer.TrySendAsync("m")).Error?.Code);
        Assert.Equal("AMQ-3008", (await producer.TrySendAsync("again")).Error?.Code);
        Assert.Equal("AMQ-3002", (await producer.TrySendAsync(new Message(new byte[5 << 20]))).Error?.Code);
        Assert.Equal("AMQ-2001", (await client.Producer("nowhere").TrySendAsync("m")).Error?.Code);
        await producer.DisposeAsync();
        Assert.Equal("AMQ-1012", (await producer.TrySendAsync("m")).Error?.Code);
    });

    [Fact]
    public void What_is_enqueued_is_stored_in_order_and_each_end_is_called_once() => Simulation.Run(3, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Producer producer = client.Producer("orders", new ProducerOptions { InFlightMessagesMax = 16 });
        List<(int Number, long Offset)> ended = [];
        for (int number = 0; number < 200; number++)
        {
            int own = number;
            await producer.EnqueueAsync(new Message($"{number}", "k"), (receipt, error) =>
            {
                Assert.Null(error);
                ended.Add((own, receipt.Offset));
            });
        }
        await producer.FlushAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), s.Runtime.Time);
        Assert.Equal(Enumerable.Range(0, 200).Select(static n => (n, (long)n)), ended.Order());
        Assert.Equal(
            Enumerable.Range(0, 200).Select(static n => $"{n}"), s.Node.Stored().Select(static one => one.Text));
    });

    [Fact]
    public void An_end_that_nobody_wants_to_know_costs_nothing_later() => Simulation.Run(4, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Producer producer = client.Producer("orders");
        for (int round = 0; round < 20; round++)
        {
            await producer.EnqueueAsync("unwatched");
            await producer.SendAsync("awaited");
            await producer.FlushAsync();
        }
        Assert.Equal(40, s.Node.Stored().Count());
    });

    [Fact]
    public void A_failure_is_called_and_one_that_is_not_taken_is_thrown_and_not_called() => Simulation.Run(5, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        s.Node.Script = static (type, _) => type == FrameType.Send
            ? NodeAnswer.Refuse(ErrorCode.StorageFull)
            : NodeAnswer.Serve;
        Producer producer = client.Producer("orders");
        var told = new TaskCompletionSource<string?>();
        await producer.EnqueueAsync("m", (_, error) => told.SetResult(error?.Code));
        Assert.Equal("AMQ-3008", await told.Task);
        ActorMQException refused = await Assert.ThrowsAsync<ActorMQException>(async () =>
            await producer.EnqueueAsync(new Message(new byte[5 << 20]), (_, _) => Assert.Fail("It was not taken.")));
        Assert.Equal("AMQ-3002", refused.Code);
    });
}
