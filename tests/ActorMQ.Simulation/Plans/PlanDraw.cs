using ActorMQ.Core.Groups;
using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Plans;

/// <summary>Draws the plan of a seed: each seed its own subset of faults, features and knobs.</summary>
internal sealed class PlanDraw
{
    private const int ProducersMax = 3;
    private const int GroupsMax = 2;

    private static readonly string[] Letters = ["", "", "", "letters", GroupPolicy.Off];

    private readonly ulong seed;
    private readonly SeededRandom chance;
    private readonly List<PlanItem> items = [];

    private PlanDraw(ulong seed)
    {
        this.seed = seed;
        chance = new SeededRandom(seed * 0x9E3779B97F4A7C15);
    }

    /// <summary>The plan of a seed; always the same one.</summary>
    public static SimulationPlan Of(ulong seed) => new PlanDraw(seed).Draw();

    private SimulationPlan Draw()
    {
        Knobs knobs = DrawKnobs();
        int producers = chance.Next(1, ProducersMax + 1);
        int groups = chance.Next(1, GroupsMax + 1);
        for (int producer = 1; producer <= producers; producer++)
            DrawSends(producer, knobs);
        int consumers = 0;
        for (int group = 1; group <= groups; group++)
            consumers = DrawConsumers(group, consumers, knobs);
        items.AddRange(new FaultDraw(chance, knobs, producers, consumers).Draw());
        knobs = knobs with { HasWrongClock = chance.Next(4) == 0 };
        if (chance.Next(2) == 0)
            DrawNewcomer(groups + 1, consumers + 1);
        for (int group = 1; group <= groups; group++)
            DrawPolicies(group, knobs);
        DrawKeeping(knobs);
        if (chance.Next(8) == 0)
            DrawDrop(chance.Next(1, knobs.FaultsEndMs), chance.Next(1, groups + 1));
        // A group that nobody has told anything comes with its first consumer.
        if (chance.Next(2) == 0)
            items.RemoveAll(static item => item is PolicyItem { AtMs: 0, Group: 1 });
        for (int redrives = Pick(0, 0, 1, 3); redrives > 0; redrives--)
            items.Add(new RedriveItem(chance.Next(1, knobs.FaultsEndMs), chance.Next(1, groups + 1), Pick(0, 0, 5)));
        return new SimulationPlan(seed, knobs, [.. items.OrderBy(item => item.AtMs)]);
    }

    private Knobs DrawKnobs()
    {
        var knobs = new Knobs
        {
            Owners = Pick(1, 1, 2, 2, 3),
            Partitions = Pick(1, 1, 2, 3, 4),
            BatchBytes = Pick(1024, 4096, 65536),
            BatchesInFlightMax = Pick(1, 2, 5, 5),
            DeliveryTimeoutMs = Pick(2_000, 10_000, 30_000, 60_000),
            AckWaitMs = Pick(1_000, 2_000, 5_000),
            SnapshotEventBytes = Pick(64, 256, 1024, 256 << 10),
            SettlementDelayMs = Pick(1, 10, 50),
            SilenceMs = Pick(2_000, 3_000, 6_000),
            ReopenDelayMs = Pick(20, 100, 1_000),
            FaultsEndMs = Pick(3_000, 6_000, 12_000),
            HasRarePoints = chance.Next(2) == 0,
            ComesToRest = chance.Next(4) != 0,
            IsLog = chance.Next(5) == 0,
        };
        knobs = knobs with
        {
            PurgeAfterMs = knobs.IsLog ? 0 : Pick(0, 0, 0, 500, 3_000),
            RetentionMs = knobs.IsLog ? Pick(0, 1_000, 3_000, 60_000, 3_600_000) : 3_600_000,
            RetentionBytes = knobs.IsLog ? Pick(0, 0, 1 << 20) : 0,
        };
        return chance.Next(4) != 0 ? knobs : knobs with
        {
            HasTinyCaps = true,
            InFlightMessagesMax = Pick(1, 2, 8),
            CacheBytesMax = Pick(1, 512, 4096),
            DeliveryQueueBytesMax = Pick(512, 4096),
            ConnectionInFlightBytesMax = Pick(1024, 4096),
        };
    }

    private void DrawSends(int producer, Knobs knobs)
    {
        int sends = chance.Next(2, 16);
        int keys = Pick(0, 0, 1, 3, 8);
        for (int send = 0; send < sends; send++)
        {
            items.Add(new SendItem(
                chance.Next(knobs.FaultsEndMs), producer, chance.Next(1, 16), keys, Pick(8, 8, 32, 200, 1500),
                chance.Next(3) == 0));
        }
    }

    private int DrawConsumers(int group, int before, Knobs knobs)
    {
        int last = before + chance.Next(1, 4);
        for (int consumer = before + 1; consumer <= last; consumer++)
        {
            int at = chance.Next(2) == 0 ? 0 : chance.Next(knobs.FaultsEndMs);
            int leaves = chance.Next(3) != 0 ? 0 : chance.Next(at + 1, knobs.FaultsEndMs + 1);
            items.Add(new ConsumerItem(at, consumer, group, Pick(1, 2, 8, 64, 4096), DrawConduct(), leaves));
        }

        return last;
    }

    // A group that nobody knows yet, at a moment when two nodes may believe that they are the owner.
    private void DrawNewcomer(int group, int consumer)
    {
        FaultItem[] moves = [.. items.OfType<FaultItem>().Where(fault => fault.Kind == FaultKind.Move)];
        if (moves.Length == 0)
            return;
        int at = moves[chance.Next(moves.Length)].AtMs + chance.Next(1_000);
        items.Add(new ConsumerItem(at, consumer, group, Pick(1, 8, 64), DrawConduct(), 0));
    }

    // Most groups have one policy; some get others while retries wait and dead letters are on their way.
    private void DrawPolicies(int group, Knobs knobs)
    {
        items.Add(DrawPolicy(0, group));
        for (int changes = Pick(0, 0, 0, 1, 3); changes > 0; changes--)
            items.Add(DrawPolicy(chance.Next(1, knobs.FaultsEndMs), group));
    }

    private PolicyItem DrawPolicy(int atMs, int group)
    {
        int minMs = Pick(0, 20, 200, 1_000);
        return new PolicyItem(
            atMs, group, Pick(0, 1, 1, 2, 3, 4, 16), minMs, minMs + Pick(0, 500, 4_000), Pick(100, 200, 300),
            Pick(0, 20, 50), Letters[chance.Next(Letters.Length)]);
    }

    private void DrawKeeping(Knobs knobs)
    {
        if (chance.Next(4) != 0)
            return;
        int atMs = chance.Next(1, knobs.FaultsEndMs);
        items.Add(knobs.IsLog
            ? new KeepItem(atMs, 0, Pick(0, 1_000, 5_000), Pick(0, 1 << 20))
            : new KeepItem(atMs, Pick(0, 1_000, 5_000), knobs.RetentionMs, 0));
    }

    private void DrawDrop(int atMs, int group)
    {
        items.Add(new DropItem(atMs, group));
        if (chance.Next(2) == 0)
            items.Add(new FaultItem(atMs, FaultKind.KillInDeletion, 0, 0, chance.Next(100, 1_000), 1));
    }

    private ConsumerConduct DrawConduct() => new(
        Nack: Pick(0, 0, 3, 20),
        Forget: Pick(0, 0, 0, 10),
        Think: Pick(0, 0, 2, 10),
        ThinkMs: Pick(5, 100, 3_000),
        Flush: Pick(0, 3, 20),
        Delay: Pick(0, 0, 4, 20),
        DelayMs: Pick(10, 900, 20_000),
        Reject: Pick(0, 0, 10, 40),
        Hold: Pick(0, 0, 0, 20));

    private int Pick(params ReadOnlySpan<int> of) => of[chance.Next(of.Length)];
}
