namespace ActorMQ.Client.Tests;

/// <summary>The code of docs/client.md, word for word.</summary>
internal static class ClientPage
{
    public static async Task ConnectAsync()
    {
        await using ActorMQClient client = await ActorMQClient.ConnectAsync("127.0.0.1:4053");
    }

    public static async Task<SendReceipt> SendAsync(ActorMQClient client)
    {
        Producer producer = client.Producer("orders");
        SendReceipt receipt = await producer.SendAsync(new Message("hello", key: "customer 7"));

        SendResult result = await producer.TrySendAsync("maybe");
        if (!result.IsSent)
            Console.Error.WriteLine(result.Error.NextStep);
        await producer.EnqueueAsync("soon", (at, error) => Console.WriteLine(error?.Code ?? $"at {at.Offset}"));
        await producer.FlushAsync();
        return receipt;
    }

    public static async Task ConsumeAsync(ActorMQClient client, CancellationToken stopping)
    {
        await using Consumer consumer = client.Subscribe("orders", "billing");
        await foreach (Delivery delivery in consumer.ConsumeAsync(stopping))
        {
            Console.WriteLine(delivery.Text);
            await delivery.AckAsync();
        }
    }

    public static async Task HandleAsync(ActorMQClient client, Func<Task> untilStopped)
    {
        var options = new MessageHandlerOptions
        {
            MaxConcurrentCalls = 8,
            OnError = static error => Console.Error.WriteLine(error.Exception.Message),
        };
        MessageHandling handling = client.Process(
            "orders", "billing", async (delivery, ending) => await BillAsync(delivery.Text, ending), options);

        await untilStopped();
        await handling.StopAsync();
    }

    public static async Task UseValuesAsync(ActorMQClient client)
    {
        var json = new JsonBodySerializer<Order>(OrderJson.Default.Order);
        await client.Producer("orders", json).SendAsync(new Order(7, "ann"), key: "ann");
        Consumer<Order> values = client.Subscribe("orders", "reports", json);

        await values.DisposeAsync();
    }

    public static async Task LookAsync(CancellationToken stopping)
    {
        using var admin = new ActorMQAdmin("http://127.0.0.1:8558");
        var newest = new PeekOptions { Start = MessageStart.Last(5) };
        await foreach (PeekedMessage message in admin.PeekAsync("orders", newest, stopping))
            Console.WriteLine($"{message.Partition}/{message.Offset} {message.Body}");
        await foreach (TailEntry entry in admin.TailAsync("orders", cancellation: stopping))
            Console.WriteLine(entry.Message?.Body ?? $"{entry.Missed} were removed before they could be shown");
    }

    public static void ReadEvents(ActorMQClient client)
    {
        while (client.Events.TryRead(out ClientEvent? told))
            Console.WriteLine($"{told.At:O} {told.Kind} {told.Endpoint}{told.Topic} {told.Cause?.Summary}");
    }

    private static async Task BillAsync(string text, CancellationToken ending)
    {
        ending.ThrowIfCancellationRequested();
        await Console.Out.WriteLineAsync(text.AsMemory(), ending);
    }
}
