using ActorMQ.Client;

namespace ActorMQ.Cmd.Bench;

/// <summary>The topic of a run: one that exists, or one made for the run and removed at its end.</summary>
internal sealed class BenchTopic : IAsyncDisposable
{
    private readonly Terminal terminal;
    private readonly ActorMQAdmin admin;
    private readonly bool isToBeRemoved;

    private BenchTopic(Terminal terminal, ActorMQAdmin admin, TopicDescription topic, bool isToBeRemoved)
    {
        this.terminal = terminal;
        this.admin = admin;
        this.isToBeRemoved = isToBeRemoved;
        Description = topic;
    }

    public TopicDescription Description { get; }

    /// <summary>Looks the topic up, or creates it.</summary>
    /// <exception cref="ActorMQException">There is no such topic, or it could not be created.</exception>
    public static async Task<BenchTopic> OpenAsync(
        Terminal terminal, ActorMQAdmin admin, BenchPlan plan, CancellationToken cancellation)
    {
        if (plan.Settings.Topic is { } existing)
        {
            TopicDescription found = await admin.DescribeTopicAsync(existing, cancellation);
            return new BenchTopic(terminal, admin, found, isToBeRemoved: false);
        }

        TopicDescription created = await admin.CreateTopicAsync(
            plan.Topic, plan.Settings.Partitions, TopicKind.Queue, cancellation: cancellation);
        return new BenchTopic(terminal, admin, created, isToBeRemoved: !plan.Settings.Keep);
    }

    public async ValueTask DisposeAsync()
    {
        if (!isToBeRemoved)
            return;
        try
        {
            await admin.DeleteTopicAsync(Description.Name, CancellationToken.None);
        }
        catch (ActorMQException failure)
        {
            terminal.Error.WriteLine($"pbm: topic {Description.Name} stays, remove it yourself: {failure.Message}");
        }
    }
}
