using System.Text;
using ActorMQ.Client;
using ActorMQ.Server.Tests;

namespace ActorMQ.Cmd.Tests.Transcripts;

/// <summary>What <c>pbm dlq</c> writes, to the letter, against a real node.</summary>
public sealed class DeadLetterTranscripts
{
    [Theory]
    [InlineData(false, "dead-letters")]
    [InlineData(true, "dead-letters-on-a-screen")]
    public async Task Dead_letters(bool isScreen, string name)
    {
        await using TestNode node = await TestNode.StartAsync("actormq.journal.plugin=memory");
        var transcript = new Transcript(node.Setup) { IsScreen = isScreen, Width = 160 };
        await transcript.RunAsync("topic create orders -p 1");
        await transcript.RunAsync("dlq ls orders billing");
        await GiveUpAsync(node, "one", "two", "three", "four");

        await transcript.RunAsync("dlq ls orders billing");
        await transcript.RunAsync("dlq ls orders billing --reason TWO -o csv");
        await transcript.RunAsync("dlq ls orders billing --min-attempts 2");
        await transcript.RunAsync("dlq ls orders billing -n 2 --cause rejected -o json");
        await transcript.RunAsync("dlq show orders billing 0:1");
        await transcript.RunAsync("dlq show orders billing 0:9");
        await transcript.RunAsync("dlq show orders billing 9");
        await transcript.RunAsync("dlq export orders billing --key k2");
        await transcript.RunAsync("dlq redrive orders billing --offset 0:1");
        await transcript.RunAsync("dlq redrive orders billing --offset 0:1 -o json");
        await transcript.RunAsync("dlq purge orders billing --reason three");
        await transcript.RunAsync("dlq purge orders billing --reason three", input: "y\n", isPerson: true);
        await transcript.RunAsync("dlq redrive orders billing --all", input: "n\n", isPerson: true);
        await transcript.RunAsync("dlq redrive orders billing --all --rate 1000 --yes");
        await transcript.RunAsync("dlq ls orders billing");
        await transcript.RunAsync("dlq redrive orders nobody --all -y");
        await transcript.RunAsync("dlq purge nothing billing --all -y");
        await transcript.RunAsync("msg tail orders -g billing -n 3");

        transcript.AssertIs(name);
    }

    [Fact]
    public async Task Misuse()
    {
        var transcript = new Transcript();
        await transcript.RunAsync("dlq redrive orders billing");
        await transcript.RunAsync("dlq redrive orders billing --all --reason bad");
        await transcript.RunAsync("dlq redrive orders billing --offset 7");
        await transcript.RunAsync("dlq redrive orders billing --all --rate 100001");
        await transcript.RunAsync("dlq purge orders");
        await transcript.RunAsync("dlq purge a/b billing --all --yes");
        await transcript.RunAsync("dlq ls orders billing -n 0");
        transcript.AssertIs("dead-letters-misuse");
    }

    private static async Task GiveUpAsync(TestNode node, params string[] bodies)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using ActorMQClient client =
            await ActorMQClient.ConnectAsync(node.Setup.Endpoint, cancellation: cancellation);
        await using Consumer consumer = client.Subscribe("orders", "billing");
        await using Producer producer = client.Producer("orders");
        for (int number = 1; number <= bodies.Length; number++)
        {
            var message = new Message(Encoding.UTF8.GetBytes(bodies[number - 1]))
            {
                Key = Encoding.UTF8.GetBytes($"k{number}"),
                Tag = "new",
            };
            await producer.SendAsync(message, cancellation);
            Delivery? delivery = await consumer.NextAsync(TimeSpan.FromSeconds(30), cancellation);
            await delivery!.Value.RejectAsync($"{bodies[number - 1]}, it cannot be read");
        }

        await consumer.FlushAsync(cancellation);
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        while ((await admin.DescribeGroupAsync("orders", "billing", cancellation)).Lag > 0)
            await Task.Yield();
    }
}
