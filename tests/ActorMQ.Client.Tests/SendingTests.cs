using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

public sealed class SendingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_message_is_stored_once_and_its_receipt_says_where(ulong seed) => Simulation.Run(seed, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await using Producer producer = client.Producer("orders");
        List<Task<SendReceipt>> sends = [];
        for (int number = 0; number < 500; number++)
            sends.Add(producer.SendAsync($"m{number}").AsTask());
        foreach (Task<SendReceipt> send in sends)
            await send;
        var stored = s.Node.Stored().ToDictionary(static one => (one.Partition, one.Offset), static one => one.Text);
        Assert.Equal(500, stored.Count);
        for (int number = 0; number < sends.Count; number++)
        {
            SendReceipt receipt = await sends[number];
            Assert.Equal($"m{number}", stored[(receipt.Partition, receipt.Offset)]);
        }
    });

    [Fact]
    public void Receipts_of_a_batch_come_in_the_order_of_its_messages() => Simulation.Run(4, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Message[] messages = [.. Enumerable.Range(0, 50).Select(static n => new Message($"{n}", $"key{n % 7}"))];
        IReadOnlyList<SendReceipt> receipts = await client.Producer("orders").SendBatchAsync(messages);
        var stored = s.Node.Stored().ToDictionary(static one => (one.Partition, one.Offset), static one => one.Text);
        Assert.Equal(
            Enumerable.Range(0, 50).Select(static n => $"{n}"),
            receipts.Select(receipt => stored[(receipt.Partition, receipt.Offset)]));
    });

    [Fact]
    public void Senders_wait_at_the_limit_and_go_on_in_order() => Simulation.Run(5, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Producer producer = client.Producer("orders", new ProducerOptions { InFlightMessagesMax = 8 });
        List<Task<SendReceipt>> sends = [];
        for (int number = 0; number < 200; number++)
            sends.Add(producer.SendAsync(new Message($"{number}", "one key")).AsTask());
        foreach (Task<SendReceipt> send in sends)
            await send;
        IEnumerable<string> texts = s.Node.Stored().Select(static one => one.Text);
        Assert.Equal(Enumerable.Range(0, 200).Select(static n => $"{n}"), texts);
    });

    [Fact]
    public void A_wait_for_room_that_is_cancelled_sends_nothing() => Simulation.Run(6, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Producer producer = client.Producer("orders", new ProducerOptions { InFlightMessagesMax = 1 });
        using var stop = new CancellationTokenSource();
        Task<SendReceipt> first = producer.SendAsync("first").AsTask();
        Task<SendReceipt> second = producer.SendAsync("second", stop.Token).AsTask();
        stop.Cancel(); // The other way goes through the thread pool.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await first;
        await producer.FlushAsync();
        Assert.Equal(["first"], s.Node.Stored().Select(static one => one.Text));
    });

    [Fact]
    public void A_topic_that_is_not_there_fails_the_send_with_its_code() => Simulation.Run(7, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(
            async () => await client.Producer("nowhere").SendAsync("m"));
        Assert.Equal("AMQ-2001", told.Code);
    });

    [Fact]
    public void What_is_not_confirmed_in_time_fails_and_the_next_ones_are_stored() => Simulation.Run(8, async s =>
    {
        s.Node.Script = static (type, number) =>
            new NodeAnswer(type == FrameType.Send && number == 1 ? NodeConduct.Ignore : NodeConduct.Serve);
        await using ActorMQClient client = await s.ConnectAsync();
        Producer producer = client.Producer("orders");
        TimeSpan start = s.Runtime.Clock.Now;
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(
            async () => await producer.SendAsync(new Message("lost", "k")));
        Assert.Equal("AMQ-3011", told.Code);
        Assert.InRange(s.Runtime.Clock.Now - start, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(121));
        await producer.SendAsync(new Message("stored", "k"));
        Assert.Equal(["stored"], s.Node.Stored().Select(static one => one.Text));
    });

    [Fact]
    public void A_batch_that_is_refused_for_good_does_not_take_the_next_ones_with_it() => Simulation.Run(9, async s =>
    {
        s.Node.Script = static (type, number) =>
            type == FrameType.Send && number == 2 ? NodeAnswer.Refuse(ErrorCode.StoreRejected) : NodeAnswer.Serve;
        await using ActorMQClient client = await s.ConnectAsync();
        Producer producer = client.Producer("orders", new ProducerOptions { BatchBytes = 1024 });
        Task<SendReceipt>[] sends =
            [.. Enumerable.Range(0, 40).Select(n => producer.SendAsync(new Message($"{n:D400}", "k")).AsTask())];
        await producer.FlushAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), s.Runtime.Time);
        int failed = sends.Count(
            static send => send.Exception?.InnerException is ActorMQException { Code: "AMQ-3009" });
        Assert.InRange(failed, 1, 2); // Two messages fill a batch.
        var stored = s.Node.Stored().Select(static one => int.Parse(one.Text)).ToList();
        Assert.Equal(40 - failed, stored.Count);
        Assert.Equal(stored.Order(), stored);
    });

    [Fact]
    public void A_producer_that_the_node_has_forgotten_begins_a_new_epoch() => Simulation.Run(10, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Producer producer = client.Producer("orders");
        await producer.SendAsync(new Message("before", "k"));
        s.Node.ForgetProducers();
        await producer.SendAsync(new Message("after", "k"));
        Assert.Equal(["before", "after"], s.Node.Stored().Select(static one => one.Text));
        Assert.Equal(1, s.Node.Logs.SelectMany(static log => log).Max(static batch => batch.Header.ProducerEpoch));
    });

    [Fact]
    public void Disposing_waits_for_what_was_sent_and_refuses_more() => Simulation.Run(11, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Producer producer = client.Producer("orders");
        Task<SendReceipt> send = producer.SendAsync("m").AsTask();
        await producer.DisposeAsync();
        Assert.Single(s.Node.Stored());
        await send;
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(async () => await producer.SendAsync("n"));
        Assert.Equal("AMQ-1012", told.Code);
    });
}
