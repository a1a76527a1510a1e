using ActorMQ.Client;

namespace QuickStart;

/// <summary>
/// Sends orders and bills them. One cannot be billed: it is tried again, becomes a dead letter, and is brought back
/// when the bug is fixed. Needs a node: <c>./build.sh run</c>, then <c>./build.sh quickstart</c>.
/// </summary>
internal static class Program
{
    private const string Topic = "quickstart";
    private const string Group = "billing";

    public static async Task<int> Main(string[] args)
    {
        string node = args.Length > 0 ? args[0] : "127.0.0.1:4053";
        string http = args.Length > 1 ? args[1] : "127.0.0.1:8558";
        try
        {
            using var admin = new ActorMQAdmin(http);
            await using ActorMQClient client = await ActorMQClient.ConnectAsync(node);
            await RemoveAsync(admin); // What an earlier run left that was interrupted.
            await PrepareAsync(admin);
            await SendAsync(client);
            await BillAsync(client, admin);
            bool isBilled = await RedriveAsync(client, admin);
            await RemoveAsync(admin);
            return isBilled ? 0 : 1;
        }
        catch (ActorMQException failure)
        {
            Console.Error.WriteLine($"quickstart: {failure.Message}");
            return 1;
        }
    }

    /// <summary>Removes the topic and its dead letters, if they are there.</summary>
    private static async Task RemoveAsync(ActorMQAdmin admin)
    {
        foreach (string topic in new[] { Topic, $"dlq.{Topic}.{Group}" })
        {
            try
            {
                await admin.DeleteTopicAsync(topic);
            }
            catch (ActorMQException unknown) when (unknown.Code == "AMQ-2001")
            {
                continue;
            }
        }
    }

    /// <summary>A topic, and a group that gives up after three attempts.</summary>
    private static async Task PrepareAsync(ActorMQAdmin admin)
    {
        await admin.CreateTopicAsync(Topic, partitions: 2);
        await admin.PutGroupAsync(Topic, Group, new GroupPolicy { AttemptLimit = 3, BackoffMinMs = 200 });
        Console.WriteLine($"topic {Topic}, group {Group}: three attempts, 200 ms, then 400 ms apart");
    }

    /// <summary>Five orders; each send completes when its message is durable.</summary>
    private static async Task SendAsync(ActorMQClient client)
    {
        await using Producer producer = client.Producer(Topic);
        for (int order = 1; order <= 5; order++)
        {
            SendReceipt at = await producer.SendAsync(new Message($"order {order}", key: $"customer {order}"));
            Console.WriteLine($"sent     order {order} to {at.Partition}/{at.Offset}");
        }
    }

    /// <summary>Bills all orders but one, which ends among the dead letters.</summary>
    private static async Task BillAsync(ActorMQClient client, ActorMQAdmin admin)
    {
        await using MessageHandling handling = client.Process(Topic, Group, (delivery, _) =>
        {
            if (delivery.Text == "order 3")
            {
                Console.WriteLine($"failed   {delivery.Text}, attempt {delivery.Attempt}");
                throw new InvalidOperationException("the currency is unknown");
            }
            Console.WriteLine($"billed   {delivery.Text}");
            return ValueTask.CompletedTask;
        });
        DeadLetterPage page;
        while ((page = await admin.ListDeadLettersAsync(Topic, Group)).DeadLetters.Count == 0)
            await Task.Delay(100);
        DeadLetter letter = page.DeadLetters[0];
        Console.WriteLine($"gave up  {letter.Body} after {letter.Attempts} attempts: {letter.Reason}");
    }

    /// <summary>The bug is fixed: the dead letter goes back to its topic, for this group alone.</summary>
    private static async Task<bool> RedriveAsync(ActorMQClient client, ActorMQAdmin admin)
    {
        DeadLetterProgress redriven = await admin.RedriveAsync(Topic, Group, DeadLetterSelection.All);
        Console.WriteLine($"redriven {redriven.Done}");
        await using Consumer consumer = client.Subscribe(Topic, Group);
        if (await consumer.NextAsync(TimeSpan.FromSeconds(10)) is not { } delivery)
        {
            Console.Error.WriteLine("quickstart: the redriven order did not come within 10 seconds.");
            return false;
        }

        await delivery.AckAsync();
        await consumer.FlushAsync();
        Console.WriteLine($"billed   {delivery.Text}");
        Console.WriteLine($"lag      {(await admin.DescribeGroupAsync(Topic, Group)).Lag}");
        return true;
    }
}
