using ActorMQ.Client.Links;

namespace ActorMQ.Client.Tests;

/// <summary>What is outside a limit is told at once, with field and limit, and nothing is sent.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("", "topic: a name has 1 to 127 characters; this one has 0.")]
    [InlineData("a b", "topic: a name consists of A-Z a-z 0-9 . _ -; \"a b\" does not.")]
    [InlineData(".", "topic: \".\" cannot be a name.")]
    [InlineData("..", "topic: \"..\" cannot be a name.")]
    [InlineData("ü", "topic: a name consists of A-Z a-z 0-9 . _ -; \"ü\" does not.")]
    public void Names(string name, string summary) => Simulation.Run(1, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        ActorMQException told = Assert.Throws<ActorMQException>(() => client.Producer(name));
        Assert.Equal(("AMQ-2003", summary), (told.Code, told.Summary));
        Assert.Throws<ActorMQException>(() => client.Producer(new string('a', 128)));
        Assert.Throws<ActorMQException>(() => client.Subscribe("orders", name));
    });

    public static TheoryData<string, int> Sizes => new()
    {
        { "body: 4194305 bytes, the limit is 4194304 bytes.", 0 },
        { "key: 1025 bytes, the limit is 1024 bytes.", 1 },
        { "tag: 1025 bytes, the limit is 1024 bytes.", 2 },
        { "headers: 65 headers, the limit is 64 headers.", 3 },
        { "headers: 16385 bytes, the limit is 16384 bytes.", 4 },
        { "headers[0].Name: empty; give it a character.", 5 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Messages(string summary, int which) => Simulation.Run(2, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(
            async () => await client.Producer("orders").SendAsync(Oversized(which)));
        Assert.Equal(summary, told.Summary);
        Assert.NotEmpty(told.NextStep);
        Assert.Empty(s.Node.Stored());
    });

    [Fact]
    public void A_message_at_every_limit_arrives() => Simulation.Run(3, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        var message = new Message(new byte[4_194_304])
        {
            Key = new byte[1_024],
            Tag = new string('t', 1_024),
            Headers = [.. Enumerable.Range(0, 64).Select(static _ => new Header("n", new byte[255]))],
        };
        await client.Producer("orders").SendAsync(message);
        Delivery? found = await client.Subscribe("orders", "g").NextAsync(TimeSpan.FromSeconds(9));
        Delivery delivery = Assert.NotNull(found);
        Assert.Equal((4_194_304, 1_024, 64), (delivery.Body.Length, delivery.Tag!.Length, delivery.Headers.Count));
    });

    [Fact]
    public void Options() => Simulation.Run(4, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        ActorMQException told = Assert.Throws<ActorMQException>(
            () => client.Producer("orders", new ProducerOptions { BatchesInFlightMax = 6 }));
        Assert.Equal("BatchesInFlightMax: 6 is not between 1 and 5.", told.Summary);
        Assert.Throws<ActorMQException>(
            () => client.Subscribe("orders", "g", new ConsumerOptions { AckWait = TimeSpan.Zero }));
    });

    [Theory]
    [InlineData("mq", "mq:4053")]
    [InlineData("mq:1,other:2", "mq:1|other:2")]
    [InlineData("[::1]", "[::1]:4053")]
    [InlineData("[::1]:7", "[::1]:7")]
    public void Endpoints_that_can_be_read(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Endpoints.Parse(text)));

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("mq:0")]
    [InlineData("mq:70000")]
    [InlineData("mq:x")]
    [InlineData(":1")]
    public void Endpoints_that_cannot(string text) =>
        Assert.Equal("AMQ-2009", Assert.Throws<ActorMQException>(() => Endpoints.Parse(text)).Code);

    private static Message Oversized(int which) => which switch
    {
        0 => new Message(new byte[4_194_305]),
        1 => new Message("m") { Key = new byte[1_025] },
        2 => new Message("m") { Tag = new string('t', 1_025) },
        3 => new Message("m") { Headers = [.. Enumerable.Repeat(new Header("n", "v"), 65)] },
        4 => new Message("m") { Headers = [new Header("n", new byte[16_384])] },
        _ => new Message("m") { Headers = [new Header("", "v")] },
    };
}
