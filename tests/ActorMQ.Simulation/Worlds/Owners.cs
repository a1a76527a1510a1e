using ActorMQ.Records;
using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Networks;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Stores;
using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Worlds;

/// <summary>All nodes of a world, those that serve and those that only believe it.</summary>
/// <remarks>
/// A node that starts takes every partition. Whoever had them before is a zombie from then on, and ends when it
/// notices: at some time later, as a node does that has lost its lease.
/// </remarks>
internal sealed class Owners : IOwnerWatch
{
    private const int RestartMs = 500;
    private const int NoticeMsMax = 4_000;

    private static readonly TimeSpan ClockStep = TimeSpan.FromMilliseconds(500);

    private readonly SimulatedRuntime runtime;
    private readonly HistoryRecorder history;
    private readonly FaultTally tally;
    private readonly OwnerSurroundings around;
    private readonly Timetable timetable;
    private readonly Random chance;

    // By start; a node that was started again is there more than once.
    private readonly List<OwnerProcess> started = [];
    private bool isHealed;

    public Owners(
        SimulatedRuntime runtime, Knobs knobs, SimulatedNetwork network, SharedStore store, HistoryRecorder history,
        FailureLog failures)
    {
        this.runtime = runtime;
        this.history = history;
        tally = network.Tally;
        chance = runtime.Random("owners");
        timetable = new Timetable(runtime.Clock);
        around = new OwnerSurroundings(knobs, network, store, failures, this);
    }

    /// <summary>The node that was started last, if it runs: the store knows it as the owner.</summary>
    public OwnerProcess? Serving => started.LastOrDefault(one => one.IsRunning);

    /// <summary>Starts a node that does not run; one that does goes on.</summary>
    public void Start(int owner)
    {
        if (Find(owner) is not null)
            return;
        foreach (OwnerProcess zombie in started.Where(one => one.IsRunning))
            timetable.After(chance.Next(NoticeMsMax), () => End(zombie, OwnerChange.Failed));
        int incarnation = 1 + started.Count(one => one.Owner == owner);
        var process = new OwnerProcess(around, runtime, owner, incarnation);
        started.Add(process);
        Note(process, OwnerChange.Started);
        _ = around.Failures.WatchAsync(process.Runtime.Name, process.StartAsync());
    }

    /// <summary>Does something to a node, and mends it after a while.</summary>
    public void Begin(FaultItem fault)
    {
        if (fault.Kind == FaultKind.Move)
            Move();
        else if ((fault.Owner == 0 ? Serving : Find(fault.Owner)) is { } target)
            Strike(target, fault);
    }

    /// <summary>Writes down what record memory the serving node has rented; one batch may pass its cap.</summary>
    public void NoteGauges()
    {
        if (Serving is { Node.Slabs: { } slabs } one)
            history.Add(new GaugeRead(
                one.Owner, "record memory", slabs.RentedBytes, slabs.CapBytes + RecordBatch.BatchBytesMax));
    }

    /// <summary>One node is left, sound, and knows it is the owner.</summary>
    public void Heal()
    {
        isHealed = true;
        timetable.Clear();
        OwnerProcess? last = Serving;
        foreach (OwnerProcess one in started)
        {
            one.Runtime.HasSlowLanes = false;
            if (one != last)
                End(one, OwnerChange.Killed);
            one.Runtime.Resume();
        }

        // A partition with a damaged row, or one that a stranger took, waits for somebody to start the node again.
        if (last is { Store.HasDamage: true } or { HoldsAll: false })
            End(last, OwnerChange.Killed);
        Start(last?.Owner ?? 1);
        if (around.Knobs.HasWrongClock)
            SetClockBack();
    }

    /// <inheritdoc/>
    public void OnFatal(OwnerProcess process)
    {
        if (!process.Runtime.IsAlive)
            return;
        End(process, OwnerChange.Failed);
        StartSoon(process.Owner);
    }

    /// <inheritdoc/>
    public void OnKilledInCommit(OwnerProcess process)
    {
        End(process, OwnerChange.Killed);
        StartSoon(process.Owner);
    }

    /// <inheritdoc/>
    public void OnUsurped(OwnerProcess process) => timetable.After(chance.Next(NoticeMsMax), () =>
    {
        if (process != Serving)
            return;
        End(process, OwnerChange.Failed);
        Start(process.Owner);
    });

    // Faster back than time goes on: whoever waits by the wall clock waits for ever.
    private void SetClockBack()
    {
        Serving?.Runtime.MoveWallClock(-2 * ClockStep);
        timetable.After((int)ClockStep.TotalMilliseconds, SetClockBack);
    }

    private OwnerProcess? Find(int owner) => started.LastOrDefault(one => one.Owner == owner && one.IsRunning);

    // The next number that does not run; with all running, or one only, there is nobody to move to.
    private void Move()
    {
        int owner = Enumerable.Range(1, around.Knobs.Owners).FirstOrDefault(one => Find(one) is null);
        if (owner == 0)
            return;
        tally.Count(FaultKind.Move);
        Start(owner);
    }

    private void Strike(OwnerProcess target, FaultItem fault)
    {
        tally.Count(fault.Kind);
        switch (fault.Kind)
        {
            case FaultKind.Kill or FaultKind.PowerLoss:
                End(target, OwnerChange.Killed, isSilent: fault.Kind == FaultKind.PowerLoss);
                timetable.After(fault.ForMs, () => Start(target.Owner));
                break;
            case FaultKind.Stop:
                _ = around.Failures.WatchAsync(target.Runtime.Name, StopAsync(target));
                timetable.After(fault.ForMs, () => Start(target.Owner));
                break;
            case FaultKind.Pause:
                target.Runtime.Pause();
                timetable.After(fault.ForMs, target.Runtime.Resume);
                break;
            case FaultKind.SlowCommit:
                target.Runtime.HasSlowLanes = true;
                timetable.After(fault.ForMs, () => target.Runtime.HasSlowLanes = false);
                break;
            case FaultKind.ClockJump:
                int minutes = fault.OneIn % 2 == 0 ? -1 : 1;
                target.Runtime.MoveWallClock(TimeSpan.FromSeconds(60.0 * minutes * fault.ForMs / 1_000));
                break;
        }
    }

    private async Task StopAsync(OwnerProcess target)
    {
        await target.StopAsync();
        End(target, OwnerChange.Stopped);
    }

    private void End(OwnerProcess target, OwnerChange change, bool isSilent = false)
    {
        if (!target.Runtime.IsAlive)
            return;
        target.Runtime.Kill();
        around.Network.Lose(target.Transport, isSilent);
        Note(target, change);
    }

    // A supervisor outside of the process starts it again. After the faults nobody takes anything from who serves.
    private void StartSoon(int owner) => timetable.After(RestartMs, () =>
    {
        if (!isHealed || Serving is null)
            Start(owner);
    });

    private void Note(OwnerProcess process, OwnerChange change) =>
        history.Add(new OwnerChanged(process.Owner, process.Incarnation, change));
}
