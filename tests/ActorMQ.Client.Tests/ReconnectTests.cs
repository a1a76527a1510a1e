using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

public sealed class ReconnectTests
{
    public static TheoryData<ulong, int, int> Losses()
    {
        var rows = new TheoryData<ulong, int, int>();
        FrameType[] kinds =
            [FrameType.Hello, FrameType.Metadata, FrameType.Send, FrameType.Subscribe, FrameType.Settle];
        for (ulong seed = 1; seed <= 3; seed++)
        {
            foreach (FrameType kind in kinds)
            {
                for (int number = 1; number <= 4; number++)
                    rows.Add(seed, (int)kind, number);
            }
        }
        return rows;
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_connection_lost_before_an_answer_loses_and_doubles_nothing(ulong seed, int kind, int number) =>
        SendAndConsume(seed, (type, at) =>
            new NodeAnswer(type == (FrameType)kind && at == number ? NodeConduct.CloseBefore : NodeConduct.Serve));

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_connection_lost_instead_of_an_answer_loses_and_doubles_nothing(ulong seed, int kind, int number) =>
        SendAndConsume(seed, (type, at) =>
            new NodeAnswer(type == (FrameType)kind && at == number ? NodeConduct.CloseAfter : NodeConduct.Serve));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Refusals_for_now_are_tried_again_in_order(ulong seed)
    {
        var chance = new Random((int)seed);
        ErrorCode[] codes = [ErrorCode.Overloaded, ErrorCode.NotOwner, ErrorCode.StoreUnavailable];
        SendAndConsume(seed, (type, _) => type == FrameType.Send && chance.Next(4) == 0
            ? NodeAnswer.Refuse(codes[chance.Next(codes.Length)])
            : NodeAnswer.Serve);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Connections_that_are_lost_all_the_time_only_slow_it_down(ulong seed)
    {
        var chance = new Random((int)seed);
        SendAndConsume(seed, (type, _) => type is FrameType.Send or FrameType.Settle && chance.Next(5) == 0
            ? new NodeAnswer(chance.Next(2) == 0 ? NodeConduct.CloseBefore : NodeConduct.CloseAfter)
            : NodeAnswer.Serve);
    }

    private static void SendAndConsume(ulong seed, NodeScript script) => Simulation.Run(seed, async s =>
    {
        s.Node.Script = script;
        await using ActorMQClient client = await s.ConnectAsync();
        Producer producer = client.Producer("orders", new ProducerOptions { BatchBytes = 1024 });
        Consumer consumer = client.Subscribe("orders", "g");
        List<Task<SendReceipt>> sends = [];
        for (int number = 0; number < 400; number++)
            sends.Add(producer.SendAsync(new Message($"{number}", $"k{number % 5}")).AsTask());
        HashSet<string> seen = [];
        while (seen.Count < 400)
        {
            Delivery delivery = await consumer.NextAsync(TimeSpan.FromMinutes(5))
                ?? throw new TimeoutException($"{seen.Count} of 400 came.");
            seen.Add(delivery.Text);
            await delivery.AckAsync();
        }
        foreach (Task<SendReceipt> send in sends)
            await send;
        await consumer.FlushAsync();
        AssertStoredOnceInOrder(s.Node, 400);
        Assert.Equal(400, s.Node.Settled.Count);
    });

    private static void AssertStoredOnceInOrder(ScriptedNode node, int count)
    {
        var stored = node.Stored().ToList();
        Assert.Equal(count, stored.Select(static one => one.Text).Distinct().Count());
        Assert.Equal(count, stored.Count);
        foreach (var key in stored.Select(static one => int.Parse(one.Text)).GroupBy(static number => number % 5))
            Assert.Equal(key.Order(), key);
    }
}
