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
        var stored = new Dictionary<(int, long), string>();
        foreach (Task<SendReceipt> send in sends)
            await send;
        foreach ((int partition, long offset, string text) in s.Node.Stored())
            stored.Add((partition, offset), text);
        Assert.Equal(500, stored.Count);
        for (int number = 0; number < sends.Count; number++)
        {
            SendReceipt receipt = await sends[number];
            Assert.Equal($"m{number}", stored[(receipt.Partition, receipt.Offset)]);
        }
    });
}
