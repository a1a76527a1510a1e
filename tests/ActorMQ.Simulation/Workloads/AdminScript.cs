using ActorMQ.Actors;
using ActorMQ.Broker;
using ActorMQ.Broker.DeadLetters;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Topics;
using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Worlds;

namespace ActorMQ.Simulation.Workloads;

/// <summary>The administrator of a world: topic, policies of groups, deleted groups.</summary>
/// <remarks>What a node does not do at once is not done: nobody asks again.</remarks>
internal sealed class AdminScript(Owners owners, Knobs knobs, HistoryRecorder history, FailureLog failures)
{
    private bool isHealed;
    private KeepItem keep = new(0, knobs.PurgeAfterMs, knobs.RetentionMs, knobs.RetentionBytes);

    /// <summary>Creates the topic that everything goes to, and gives groups their first policy.</summary>
    public async Task SetUpAsync(IReadOnlyList<PlanItem> items)
    {
        TopicKind kind = knobs.IsLog ? TopicKind.Log : TopicKind.Queue;
        Tell(keep);
        Require(await Node.CreateTopicAsync(World.Topic, knobs.Partitions, kind, SettingsOf(keep)));
        foreach (int group in items.OfType<ConsumerItem>().Select(item => item.Group).Distinct().Order())
        {
            PolicyItem? first = items.OfType<PolicyItem>().LastOrDefault(one => one.Group == group && one.AtMs == 0);
            Tell(first ?? PolicyItem.Default(group));
            if (first is not null)
                Require(await PutAsync(first));
        }
    }

    /// <summary>A group gets another policy.</summary>
    public void Change(PolicyItem item)
    {
        if (item.AtMs == 0)
            return;
        Tell(item);
        Begin("A new policy", () => PutAsync(item));
    }

    /// <summary>The topic keeps its records by other numbers.</summary>
    public void Change(KeepItem item)
    {
        Tell(keep = item);
        Begin("A new setting", () => Node.UpdateTopicAsync(World.Topic, SettingsOf(item)));
    }

    /// <summary>A group is deleted.</summary>
    public void Drop(DropItem item)
    {
        string group = ConsumerPlace.GroupOf(item.Group);
        history.Add(new GroupDropped(group));
        Tell(PolicyItem.Default(item.Group));
        Begin("A deletion", () => Node.DeleteGroupAsync(World.Topic, group));
    }

    /// <summary>All dead letters of a group are sent back, until the faults are over.</summary>
    public void Redrive(RedriveItem item) => Begin("A redrive", () => RedriveAsync(item));

    /// <summary>Nothing more is sent back.</summary>
    public void Heal() => isHealed = true;

    private BrokerNode Node => owners.Serving!.Node!;

    private void Begin(string what, Func<Task> act)
    {
        if (owners.Serving?.Node is not null)
            _ = failures.WatchAsync(what, TryAsync(act));
    }

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (AskException)
        {
            // The node has ended, or has too much to do.
        }
    }

    private async Task RedriveAsync(RedriveItem item)
    {
        AdminResult<DeadLetterRun> begun = await Node.DeadLetters.RedriveAsync(
            World.Topic, ConsumerPlace.GroupOf(item.Group), DeadLetterSelection.All, item.Rate);
        if (begun.Value is not { } run)
            return;
        await foreach (DeadLetterProgress progress in run.RunAsync())
        {
            if (progress.IsDone || isHealed)
                break;
        }
    }

    private static void Require(AdminResult<TopicDescription> result)
    {
        if (!result.IsOk)
            throw new WorldException($"The administrator cannot begin: {result.Problem?.Message}");
    }

    private Task<AdminResult<TopicDescription>> PutAsync(PolicyItem item) => Node.PutGroupAsync(
        World.Topic, ConsumerPlace.GroupOf(item.Group), new GroupPolicy
        {
            AckWaitMs = knobs.AckWaitMs,
            AttemptLimit = item.AttemptLimit,
            BackoffMinMs = item.BackoffMinMs,
            BackoffMaxMs = item.BackoffMaxMs,
            BackoffFactor = item.BackoffFactor,
            JitterPercent = item.JitterPercent,
            DeadLetter = item.DeadLetter,
        });

    private static TopicSettings SettingsOf(KeepItem item) =>
        new(item.PurgeAfterMs, item.RetentionMs, item.RetentionBytes);

    private void Tell(KeepItem item) => history.Add(new TopicTold(
        World.Topic, 0, knobs.Partitions, knobs.IsLog, item.PurgeAfterMs, item.RetentionMs, item.RetentionBytes));

    private void Tell(PolicyItem item) => history.Add(new GroupTold(
        ConsumerPlace.GroupOf(item.Group), World.Topic, item.AttemptLimit, item.BackoffMinMs, item.BackoffMaxMs,
        item.BackoffFactor, item.JitterPercent, item.DeadLetter == GroupPolicy.Off ? null : item.DeadLetter));
}
