using ActorMQ.Broker;
using ActorMQ.Core.Topics;
using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Networks;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Stores;
using ActorMQ.TestKit;
using Microsoft.Extensions.Logging;

namespace ActorMQ.Simulation.Worlds;

/// <summary>All nodes of a world, those that serve and those that only believe it.</summary>
internal sealed class Owners
{
    private readonly SimulatedRuntime runtime;
    private readonly Knobs knobs;
    private readonly HistoryRecorder history;
    private readonly OwnerSurroundings around;

    // By start; a node that was started again is there more than once.
    private readonly List<OwnerProcess> started = [];
    private TopicDescription? seen;
    private bool isHealed;

    public Owners(
        SimulatedRuntime runtime, Knobs knobs, SimulatedNetwork network, SharedStore store, HistoryRecorder history,
        ILoggerFactory log)
    {
        this.runtime = runtime;
        this.knobs = knobs;
        this.history = history;
        around = new OwnerSurroundings(knobs, network, store, log, OnFatal, OnKilledInCommit);
    }

    /// <summary>The node that was started last, if it runs: the store knows it as the owner.</summary>
    public OwnerProcess? Serving => started.LastOrDefault(one => one.IsRunning);

    /// <summary>Starts a node that does not run; one that does goes on.</summary>
    public void Start(int owner)
    {
        if (Find(owner) is not null)
            return;
        int incarnation = 1 + started.Count(one => one.Owner == owner);
        var process = new OwnerProcess(around, runtime, owner, incarnation);
        started.Add(process);
        Note(process, OwnerChange.Started);
        _ = process.StartAsync();
    }

    /// <summary>Creates the topic that everything goes to.</summary>
    public async Task CreateTopicAsync()
    {
        AdminResult<TopicDescription> created =
            await Serving!.Node!.CreateTopicAsync(World.Topic, knobs.Partitions, TopicKind.Queue);
        if (!created.IsOk)
            throw new WorldException($"No topic: {created.Problem?.Message}");
    }

    /// <summary>Does something to a node, and mends it after a while.</summary>
    public void Begin(FaultItem fault, FaultTally tally, Action<Action> later)
    {
        OwnerProcess? target = fault.Owner == 0 ? Serving : Find(fault.Owner);
        if (fault.Kind == FaultKind.Move)
        {
            Move(tally);
            return;
        }

        if (target is null)
            return;
        tally.Count(fault.Kind);
        switch (fault.Kind)
        {
            case FaultKind.Kill or FaultKind.PowerLoss:
                Kill(target, OwnerChange.Killed, isSilent: fault.Kind == FaultKind.PowerLoss);
                later(() => Start(target.Owner));
                break;
            case FaultKind.Stop:
                _ = StopAsync(target);
                later(() => Start(target.Owner));
                break;
            case FaultKind.Pause:
                target.Runtime.Pause();
                later(target.Runtime.Resume);
                break;
            case FaultKind.SlowCommit:
                target.Runtime.HasSlowLanes = true;
                later(() => target.Runtime.HasSlowLanes = false);
                break;
            case FaultKind.ClockJump:
                target.Runtime.MoveWallClock(TimeSpan.FromMilliseconds(fault.ForMs * (fault.OneIn % 2 == 0 ? -60 : 60)));
                break;
        }
    }

    /// <summary>One node is left, sound, and knows it is the owner.</summary>
    public void Heal()
    {
        isHealed = true;
        OwnerProcess? last = Serving;
        foreach (OwnerProcess one in started)
        {
            one.Runtime.HasSlowLanes = false;
            if (one != last && one.Runtime.IsAlive)
                Kill(one, OwnerChange.Killed, isSilent: false);
            one.Runtime.Resume();
        }

        // A partition with a damaged row waits for an operator, who starts the node again.
        if (last is { Store.HasDamage: true })
            Kill(last, OwnerChange.Killed, isSilent: false);
        Start(last?.Owner ?? 1);
    }

    /// <summary>Asks the node that serves how far the groups are.</summary>
    public async Task LookAsync()
    {
        if (Serving?.Node is { } node)
            seen = (await node.DescribeTopicAsync(World.Topic)).Value;
    }

    /// <summary>Whether these groups had settled everything when somebody last looked.</summary>
    public bool AreGroupsDone(IReadOnlyCollection<string> groups) =>
        seen is { } view && view.Partitions.Count == knobs.Partitions && view.Partitions.All(partition =>
            groups.All(group => partition.NextOffset == 0
                || partition.Groups.Any(one => one.Name == group && one.Floor == partition.NextOffset)));

    /// <summary>Writes down how far the groups are.</summary>
    public void NoteGroups()
    {
        if (seen is null)
            return;
        foreach (PartitionDescription partition in seen.Partitions)
        {
            foreach (GroupDescription group in partition.Groups)
                history.Add(new GroupRead(group.Name, partition.Index, group.Floor, partition.NextOffset));
        }
    }

    private OwnerProcess? Find(int owner) => started.LastOrDefault(one => one.Owner == owner && one.IsRunning);

    // The next number that does not run; with all running, or one only, there is nobody to move to.
    private void Move(FaultTally tally)
    {
        for (int owner = 1; owner <= knobs.Owners; owner++)
        {
            if (Find(owner) is not null)
                continue;
            tally.Count(FaultKind.Move);
            Start(owner);
            return;
        }
    }

    private async Task StopAsync(OwnerProcess target)
    {
        await target.StopAsync();
        if (target.Runtime.IsAlive)
            Kill(target, OwnerChange.Stopped, isSilent: false);
    }

    private void Kill(OwnerProcess target, OwnerChange change, bool isSilent)
    {
        target.Runtime.Kill();
        around.Network.Lose(target.Transport, isSilent);
        Note(target, change);
    }

    private void OnFatal(OwnerProcess target)
    {
        if (!target.Runtime.IsAlive)
            return;
        Kill(target, OwnerChange.Failed, isSilent: false);
        StartSoon(target.Owner);
    }

    private void OnKilledInCommit(OwnerProcess target)
    {
        Kill(target, OwnerChange.Killed, isSilent: false);
        StartSoon(target.Owner);
    }

    // A supervisor outside of the process starts it again.
    private void StartSoon(int owner)
    {
        ITimer? timer = null;
        timer = runtime.Clock.CreateTimer(
            _ =>
            {
                timer!.Dispose();
                if (!isHealed || Serving is null)
                    Start(owner);
            },
            null, TimeSpan.FromMilliseconds(500), Timeout.InfiniteTimeSpan);
    }

    private void Note(OwnerProcess process, OwnerChange change) =>
        history.Add(new OwnerChanged(process.Owner, process.Incarnation, change));
}
