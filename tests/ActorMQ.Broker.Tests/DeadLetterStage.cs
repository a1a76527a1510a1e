using ActorMQ.Broker.DeadLetters;
using ActorMQ.Broker.Inspection;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

/// <summary>A node on which the group billing of the topic orders has given messages up.</summary>
internal sealed class DeadLetterStage
{
    public const string DeadLetters = "dlq.orders.billing";
    private static readonly ProducerIdentity Producer = new(1, 2);
    private long sequence;

    private DeadLetterStage(SeededNode node, int partitions)
    {
        (Node, Partitions) = (node, partitions);
        Node.Start();
        Topic = Node.CreateTopic("orders", partitions);
        Client = Node.Connect();
    }

    public SeededNode Node { get; }

    public int Partitions { get; }

    public int Topic { get; }

    /// <summary>The consumer of the group that gave up; it keeps what comes.</summary>
    public WireClient Client { get; private set; }

    /// <summary>These are dead letters, one after the other on each partition in turn.</summary>
    public static DeadLetterStage With(int partitions, params string[] bodies) =>
        With(new SeededNode(), partitions, bodies);

    public static DeadLetterStage With(SeededNode node, int partitions, params string[] bodies)
    {
        var stage = new DeadLetterStage(node, partitions);
        stage.Client.Subscribe("orders", "billing");
        stage.GiveUp(bodies);
        return stage;
    }

    /// <summary>Sends messages to the partitions in turn.</summary>
    public void Send(params string[] bodies)
    {
        foreach (string body in bodies)
        {
            ReadOnlyMemory<byte> batch = SeededNode.Batch(Producer, sequence / Partitions, body);
            uint sent = Client.Send(Topic, (int)(sequence++ % Partitions), batch);
            Assert.Null(Node.Answer<SendReply>(Client, sent).Error);
        }
    }

    /// <summary>Sends messages and rejects them, each with its body as the reason.</summary>
    public void GiveUp(params string[] bodies)
    {
        int before = Client.Deliveries.Count;
        Send(bodies);
        Node.Until(() => Client.Deliveries.Count == before + bodies.Length);
        foreach (Received one in Client.Deliveries.Skip(before).ToArray())
            Node.Answer<Settled>(Client, Client.Reject(one, $"{one.Body} is bad"));
        Node.Until(() => Node.Describe("orders").Partitions.All(
            static partition => partition.Groups.All(static group => group is not { Name: "billing", Lag: > 0 })));
    }

    /// <summary>Sends so many messages to partition 0 in large batches, and rejects them all.</summary>
    public void GiveUpAll(int count)
    {
        Client.Rejects = static _ => true;
        for (int sent = 0; sent < count; sent += 500)
        {
            string[] bodies = [.. Enumerable.Range(sent, Math.Min(500, count - sent)).Select(static one => $"{one}")];
            Client.Send(Topic, 0, SeededNode.Batch(Producer, sent, bodies));
        }

        Node.Until(() => Client.Deliveries.Count >= count && LagOf("billing") == 0);
        Client.Rejects = null;
    }

    /// <summary>How much a group of the topic has not settled.</summary>
    public long LagOf(string group) => Node.Describe("orders").Partitions
        .Sum(partition => partition.Groups.Where(one => one.Name == group).Sum(static one => one.Lag));

    /// <summary>Why nothing can be done; what can be done moves nothing.</summary>
    public ErrorCode? Refusal(string topic, string group, DeadLetterFilter? filter = null)
    {
        Problem? problem = null;
        DeadLetterSelection selection = DeadLetterSelection.Of(filter ?? DeadLetterFilter.All);
        Node.Runtime.Run(async () =>
            problem = (await Node.Node.DeadLetters.RedriveAsync(topic, group, selection)).Problem);
        return problem?.Code;
    }

    /// <summary>All dead letters, page by page.</summary>
    public List<DeadLetter> List(DeadLetterFilter? filter = null, int limit = 1_000, string group = "billing")
    {
        var letters = new List<DeadLetter>();
        Node.Runtime.Run(async () =>
        {
            MessagePlace? next = default(MessagePlace);
            while (next is { } from)
            {
                AdminResult<DeadLetterPage> page = await Node.Node.DeadLetters.ListAsync(
                    "orders", group, filter ?? DeadLetterFilter.All, from, limit);
                Assert.True(page.IsOk, page.Problem?.Message);
                Assert.InRange(page.Value!.Letters.Count, 0, limit);
                letters.AddRange(page.Value.Letters);
                next = page.Value.Next;
            }
        });
        return letters;
    }

    /// <summary>Redrives to the end; answers the last progress.</summary>
    public DeadLetterProgress Redrive(DeadLetterSelection selection, int rate = 0) =>
        Run(admin => admin.RedriveAsync("orders", "billing", selection, rate));

    /// <summary>Purges to the end; answers the last progress.</summary>
    public DeadLetterProgress Purge(DeadLetterSelection selection) =>
        Run(admin => admin.PurgeAsync("orders", "billing", selection));

    public DeadLetterProgress Run(Func<DeadLetterAdmin, Task<AdminResult<DeadLetterRun>>> begin)
    {
        DeadLetterProgress last = default;
        Node.Runtime.Run(async () =>
        {
            AdminResult<DeadLetterRun> run = await begin(Node.Node.DeadLetters);
            Assert.True(run.IsOk, run.Problem?.Message);
            await foreach (DeadLetterProgress progress in run.Value!.RunAsync())
                last = progress;
        });
        return last;
    }
}
