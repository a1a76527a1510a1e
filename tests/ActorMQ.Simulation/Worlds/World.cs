using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Networks;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Stores;
using ActorMQ.Simulation.Workloads;
using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Worlds;

/// <summary>The whole product in one thread: nodes, clients, network and store of one plan.</summary>
internal sealed class World
{
    public const string Topic = "t";

    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(1);
    // Long: where each of hundreds of lost answers costs a consumer its connection, every message costs it a pause.
    private static readonly TimeSpan RestMax = TimeSpan.FromMinutes(10);
    private const int GlanceMs = 700;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly SimulationPlan plan;
    private readonly SimulatedRuntime runtime;
    private readonly HistoryRecorder history;
    private readonly FaultTally tally = new();
    private readonly FailureLog failures = new();
    private readonly SimulatedNetwork network;
    private readonly SharedStore store;
    private readonly Owners owners;
    private readonly Workload workload;
    private readonly AdminScript admin;
    private readonly GroupWatch groups;
    private readonly Timetable timetable;

    private World(SimulationPlan plan)
    {
        this.plan = plan;
        runtime = new SimulatedRuntime(plan.Seed) { StepsMax = 400_000 };
        runtime.RarePoints = new RareChoice(runtime.Random("rare points"), plan.Knobs.HasRarePoints).Choose;
        history = new HistoryRecorder(runtime.Clock);
        network = new SimulatedNetwork(runtime, tally);
        store = new SharedStore(runtime.Random("store"), history, tally);
        owners = new Owners(runtime, plan.Knobs, network, store, history, failures);
        groups = new GroupWatch(owners, store, history);
        admin = new AdminScript(owners, plan.Knobs, history, failures);
        timetable = new Timetable(runtime.Clock);
        workload = new Workload(runtime, plan.Knobs, network, history, failures);
        if (plan.Knobs.HasTinyCaps)
            tally.Count(FaultKind.TinyCaps);
    }

    /// <summary>Runs a plan. The same plan gives the same result, to the last step.</summary>
    public static WorldResult Run(SimulationPlan plan) => new World(plan).Run();

    private WorldResult Run()
    {
        InStep(() => owners.Start(1));
        Require(() => owners.Serving?.Node is not null, "The first node did not start.");
        runtime.Run(() => admin.SetUpAsync(plan.Items));
        foreach (PlanItem item in plan.Items)
            timetable.After(item.AtMs, () => Do(item));
        for (int atMs = GlanceMs; atMs < plan.Knobs.FaultsEndMs; atMs += GlanceMs)
            timetable.After(atMs, () => _ = failures.WatchAsync("A look at the groups", groups.GlanceAsync()));
        runtime.Advance(TimeSpan.FromMilliseconds(plan.Knobs.FaultsEndMs));
        bool isQuiet = plan.Knobs.ComesToRest && ComesToRest();
        workload.NoteLosses();
        history.Add(new RunEnded(isQuiet));
        return new WorldResult(plan, history.Events, tally, failures.Failures)
        {
            TraceHash = runtime.TraceHash,
            Steps = runtime.Steps,
            PoolItems = runtime.PoolItems,
            VirtualTime = runtime.Clock.Now,
            RarePoints = runtime.RarePointCounts,
        };
    }

    private void Do(PlanItem item)
    {
        owners.NoteGauges();
        switch (item)
        {
            case SendItem send:
                workload.Send(send);
                break;
            case ConsumerItem consumer:
                workload.Start(consumer);
                if (consumer.LeavesAtMs > consumer.AtMs)
                    timetable.After(consumer.LeavesAtMs - consumer.AtMs, () => workload.Leave(consumer.Consumer));
                break;
            case FaultItem fault:
                Begin(fault);
                break;
            case PolicyItem policy:
                admin.Change(policy);
                break;
            case KeepItem keep:
                admin.Change(keep);
                break;
            case DropItem drop:
                admin.Drop(drop);
                break;
            case RedriveItem redrive:
                admin.Redrive(redrive);
                break;
        }
    }

    private void Begin(FaultItem fault)
    {
        history.Add(new FaultInjected(fault.Kind.ToString(), $"{fault.Client}-{fault.Owner}"));
        switch (fault.Kind)
        {
            case >= FaultKind.HeavyTail and <= FaultKind.SlowReader:
                network.Begin(fault);
                timetable.After(fault.ForMs, () => network.End(fault));
                break;
            case >= FaultKind.Rejected and <= FaultKind.CorruptRow:
            case >= FaultKind.KillInMove and <= FaultKind.KillInDeletion or FaultKind.KillInCommit:
                store.Begin(fault);
                timetable.After(fault.ForMs, () => store.End(fault));
                break;
            case FaultKind.ClientKill:
                workload.Kill(fault);
                break;
            default:
                owners.Begin(fault);
                break;
        }
    }

    private bool ComesToRest()
    {
        InStep(Heal);
        Require(() => owners.Serving?.Node is not null, "No node started after all faults had ended.");
        TimeSpan end = runtime.Clock.Now + RestMax;
        bool isQuiet = StaysQuiet(end);
        groups.Note();
        // Dead letters are kept until they are redriven or purged.
        bool isEmpty = !plan.Keeps && groups.Topics.All(static one => one.Name == Topic);
        if (isQuiet && isEmpty && workload.Places.Count != 0)
            groups.NoteMemory();
        return isQuiet;
    }

    // Looked at twice: a send whose end nobody knows may have been on its way through a network that has just healed,
    // the last removal rides in an append of its own, and the last deliveries are still to be seen.
    private bool StaysQuiet(TimeSpan end)
    {
        while (runtime.Clock.Now < end)
        {
            bool wasQuiet = IsQuiet();
            runtime.Advance(wasQuiet ? Settling : Look);
            if (wasQuiet && IsQuiet())
                return true;
        }

        return false;
    }

    private void Heal()
    {
        timetable.Clear();
        network.Heal();
        store.Heal();
        owners.Heal();
        workload.Heal();
        admin.Heal();
        history.Add(new Healed());
    }

    private bool IsQuiet()
    {
        runtime.Run(groups.LookAsync);
        if (workload.HasPending || !groups.AreDone(workload.Places))
            return false;
        // What the groups gave up is read too; the next look is at that.
        bool isAll = true;
        foreach ((string name, int partitions, int first) in groups.Topics.Where(one => one.Name != Topic).ToArray())
        {
            if (workload.Consumes(name))
                continue;
            history.Add(new TopicTold(name, first, partitions, IsLog: false, 0, 0, 0));
            InStep(() => workload.Drain(name, first));
            isAll = false;
        }

        return isAll;
    }

    /// <summary>What starts anything is a step of its own: its awaits would leave the simulation otherwise.</summary>
    private void InStep(Action act) => runtime.Run(() =>
    {
        act();
        return Task.CompletedTask;
    });

    private void Require(Func<bool> condition, string otherwise)
    {
        if (!runtime.RunUntil(condition, StartMax))
            throw new WorldException($"{otherwise} Seed {plan.Seed}. {string.Join('\n', failures.Failures)}");
    }
}
