using ActorMQ.Simulation.Checking;
using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Tests.Checking;

/// <summary>Writes small histories, one event a millisecond; what a test does not care about has a value.</summary>
internal sealed class Script
{
    public const int Second = 1_000_000;

    private const int LetterPartition = 100;

    private readonly List<HistoryEvent> events = [];
    private readonly Dictionary<(int Partition, ulong Producer), long> sequences = [];
    private readonly Dictionary<int, (int Owner, long Epoch, long Sequence, long Next)> partitions = [];

    public IReadOnlyList<HistoryEvent> Events => events;

    public long NowUs { get; private set; }

    /// <summary>A group of one consumer, partition 0 at owner 1 under epoch 1.</summary>
    public static Script Begin() => new Script().Acquire(1, 1).Join("a", 1);

    public Script Add(HistoryEvent e)
    {
        NowUs += 1000;
        events.Add(e with { AtUs = NowUs });
        return this;
    }

    public Script Wait(long us)
    {
        NowUs += us;
        return this;
    }

    public Script Send(long message, int producer = 1, string? key = null) =>
        Add(new SendBegan(producer, message, "t", key, HashOf(message)));

    public Script Acked(long message, long offset, int partition = 0) =>
        Add(new SendEnded(message, SendEnd.Acked, partition, offset, false, null));

    public Script Refused(long message) => Add(new SendEnded(message, SendEnd.Refused, 0, 0, false, "tooLarge"));

    public Script Unknown(long message) => Add(new SendEnded(message, SendEnd.Unknown, 0, 0, false, "timeout"));

    public Script Acquire(int owner, long epoch, int partition = 0)
    {
        var state = partitions.GetValueOrDefault(partition);
        partitions[partition] = state with { Owner = owner, Epoch = epoch };
        return Add(new StoreAcquired(owner, partition, epoch, state.Next));
    }

    /// <summary>An append of these messages, of one producer id, in order.</summary>
    public Script Store(params long[] messages) => StoreIn(0, messages);

    public Script StoreIn(int partition, params long[] messages)
    {
        var (owner, epoch, sequence, next) = partitions[partition];
        partitions[partition] = (owner, epoch, sequence + 1, next + messages.Length);
        Add(new StoreAppended(owner, partition, epoch, sequence + 1, next + messages.Length));
        foreach (var message in messages)
        {
            var number = sequences.GetValueOrDefault((partition, 7UL));
            sequences[(partition, 7UL)] = number + 1;
            Add(new StoreRecord(partition, next++, epoch, 7, 0, number, message, HashOf(message)));
        }

        return this;
    }

    /// <summary>A message of partition 0 that comes back there for group a.</summary>
    public Script Redriven(long message, long offset, int redrives)
    {
        var (owner, epoch, sequence, next) = partitions[0];
        partitions[0] = (owner, epoch, sequence + 1, next + 1);
        Add(new StoreAppended(owner, 0, epoch, sequence + 1, next + 1));
        return Add(new StoreRecord(
            0, offset, epoch, 8, 0, offset, message, HashOf(message), RedrivenFor: "a", Redrives: redrives));
    }

    public Script Join(string group, int consumer) => Add(new ConsumerChanged(group, consumer, true, true));

    public Script Leave(string group, int consumer, bool isClean = true) =>
        Add(new ConsumerChanged(group, consumer, false, isClean));

    public Script Deliver(long message, long offset, int attempt = 1, string group = "a", int consumer = 1) =>
        Add(new DeliveryCame(group, consumer, 0, offset, attempt, message, HashOf(message)));

    public Script Ack(long offset, string group = "a", int consumer = 1) =>
        Add(new SettleBegan(group, consumer, 0, offset, 1, SettleKind.Ack, -1, null));

    public Script Nack(
        long offset, string group = "a", int consumer = 1, int attempt = 1, long delayMs = -1, string? reason = null) =>
        Add(new SettleBegan(group, consumer, 0, offset, attempt, SettleKind.Nack, delayMs, reason));

    public Script Reject(long offset, string reason = "", int attempt = 1) =>
        Add(new SettleBegan("a", 1, 0, offset, attempt, SettleKind.Reject, -1, reason));

    /// <summary>Group a of topic t, and its dead letters from partition 100 on, at owner 1 under epoch 1.</summary>
    public Script Tell(int limit = 3, int backoffMs = 0, bool hasLetters = true) =>
        Add(new GroupTold("a", "t", limit, backoffMs, backoffMs, 200, 0, hasLetters ? "" : null));

    public Script TellTopic(
        bool isLog = false, long purgeAfterMs = 0, long retentionMs = 0, long retentionBytes = 0) =>
        Add(new TopicTold("t", 0, 10, isLog, purgeAfterMs, retentionMs, retentionBytes));

    /// <summary>The dead letter of a message at an offset of partition 0, stored in partition 100.</summary>
    public Script Letter(
        long message, long offset, int attempts = 3, string cause = "Nacked", string? reason = null, uint? hash = null)
    {
        if (!partitions.ContainsKey(LetterPartition))
            Acquire(1, 1, LetterPartition);
        var (owner, epoch, sequence, next) = partitions[LetterPartition];
        partitions[LetterPartition] = (owner, epoch, sequence + 1, next + 1);
        Add(new StoreAppended(owner, LetterPartition, epoch, sequence + 1, next + 1));
        return Add(new StoreRecord(
            LetterPartition, next, epoch, 9, 0, next, message, hash ?? HashOf(message),
            new LetterOrigin("a", 0, offset, attempts, cause, reason ?? cause)));
    }

    public Script Flush(string group = "a", int consumer = 1, long stale = 0) =>
        Add(new SettlesFlushed(group, consumer, stale));

    public Script Floor(long floor, string group = "a") => Add(new GroupRead(group, 0, floor, floor));

    public Script Purge(long below) => Add(new StorePurged(0, below));

    public Script End(bool isQuiet = true) => Add(new RunEnded(isQuiet));

    /// <summary>A message that is sent, stored, acked, delivered and settled.</summary>
    public Script Whole(long message, long offset) =>
        Send(message).Store(message).Acked(message, offset).Deliver(message, offset).Ack(offset);

    public CheckReport Check(CheckOptions? options = null) =>
        HistoryChecker.Check(events, options ?? new CheckOptions());

    /// <summary>Every invariant holds.</summary>
    public void Holds(CheckOptions? options = null) =>
        Assert.Empty(Check(options).Violations.Select(violation => $"{violation.Invariant}: {violation.Text}"));

    /// <summary>That invariant is broken, and says a text.</summary>
    public Violation Breaks(string invariant, string says, CheckOptions? options = null)
    {
        var violations = Check(options).Violations;
        var found = violations.FirstOrDefault(
            violation => violation.Invariant == invariant && violation.Text.Contains(says, StringComparison.Ordinal));
        Assert.True(found is not null, $"{invariant} with \"{says}\" is not among: {string.Join("; ", violations)}");
        Assert.NotEmpty(found.Events);
        return found;
    }

    public static uint HashOf(long message) => (uint)(message * 2_654_435_761);
}
