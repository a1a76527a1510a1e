using System.CommandLine;
using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Topics;

/// <summary><c>pbm topic create|ls|show|update|rm</c>.</summary>
internal static class TopicCommands
{
    // The node's own limit; it has the last word.
    private const int PartitionsMax = 1_024;

    public static Command Build(Terminal terminal, GlobalOptions global) => new("topic", "Create and look at topics.")
    {
        Create(terminal, global),
        List(terminal, global),
        Show(terminal, global),
        Update(terminal, global),
        Remove(terminal, global),
    };

    private static Command Create(Terminal terminal, GlobalOptions global)
    {
        Argument<string> name = Name();
        Option<int> partitions = WholeNumber.Option(
            "--partitions", "-p", 1, PartitionsMax, otherwise: 8, "How many partitions.");
        Option<string> kind = new Option<string>("--kind")
        {
            Description = "queue: kept until every group has settled it; log: kept by age and size.",
            DefaultValueFactory = _ => "queue",
        }.AcceptOnlyFromAmong("queue", "log");
        var keeping = new KeepingOptions();
        var command = new Command("create", "Create a topic.") { name, partitions, kind };
        keeping.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using ActorMQAdmin admin = global.Admin(parsed);
            TopicDescription topic = await admin.CreateTopicAsync(
                parsed.GetRequiredValue(name), parsed.GetValue(partitions),
                parsed.GetValue(kind) == "log" ? TopicKind.Log : TopicKind.Queue,
                keeping.Over(new TopicSettings(), parsed), cancellation);
            Answer.Write(
                terminal, topic with { PartitionsDetail = null }, static json => json.TopicDescription,
                static (to, made) => TopicViews.WriteList(to, [made]));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command List(Terminal terminal, GlobalOptions global)
    {
        var look = new Look<IReadOnlyList<TopicDescription>>(
            terminal, global, static json => json.IReadOnlyListTopicDescription, TopicViews.WriteList);
        return look.On(
            new Command("ls", "List the topics."),
            static (admin, _, cancellation) => admin.ListTopicsAsync(cancellation));
    }

    private static Command Show(Terminal terminal, GlobalOptions global)
    {
        Argument<string> name = Name();
        var look = new Look<TopicDescription>(
            terminal, global, static json => json.TopicDescription, TopicViews.Write);
        return look.On(
            new Command("show", "Show a topic, its partitions and how far each group is.") { name },
            (admin, parsed, cancellation) => admin.DescribeTopicAsync(parsed.GetRequiredValue(name), cancellation));
    }

    private static Command Update(Terminal terminal, GlobalOptions global)
    {
        Argument<string> name = Name();
        var keeping = new KeepingOptions();
        var command = new Command("update", "Change how long a topic keeps its messages; what is not said stays.")
        {
            name,
        };
        keeping.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using ActorMQAdmin admin = global.Admin(parsed);
            TopicDescription known = await admin.DescribeTopicAsync(parsed.GetRequiredValue(name), cancellation);
            TopicSettings settings = keeping.Over(known.Settings ?? new TopicSettings(), parsed);
            TopicDescription topic = await admin.UpdateTopicAsync(known.Name, settings, cancellation);
            Answer.Write(
                terminal, topic with { PartitionsDetail = null }, static json => json.TopicDescription,
                TopicViews.WriteSettings);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Remove(Terminal terminal, GlobalOptions global)
    {
        Argument<string> name = Name();
        Option<bool> yes = Flag.Yes();
        var command = new Command("rm", "Delete a topic with all its messages.") { name, yes };
        command.SetAction(async (parsed, cancellation) =>
        {
            string topic = parsed.GetRequiredValue(name);
            if (!parsed.GetValue(yes)
                && Question.Refusal(terminal, $"Delete {topic} with all its messages?") is { } refusal)
                return refusal;
            using ActorMQAdmin admin = global.Admin(parsed);
            await admin.DeleteTopicAsync(topic, cancellation);
            Answer.Write(
                terminal, new RemovedTopic(topic), static json => json.RemovedTopic,
                static (to, gone) => to.Error.WriteLine($"Deleted {gone.Removed}."));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> Name() => new("TOPIC")
    {
        Description = "1 to 127 of A-Z a-z 0-9 . _ -",
    };
}
