using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Stories;

/// <summary>Events as short sentences.</summary>
internal static class EventText
{
    /// <summary>One event.</summary>
    public static string Of(HistoryEvent e) => Of(e, e, 1);

    /// <summary>A run of events that count on from the first to the last.</summary>
    public static string Of(HistoryEvent first, HistoryEvent last, int count) => (first, last) switch
    {
        (SendBegan a, SendBegan b) => $"producer {a.Producer} sends {Messages(a.Message, b.Message)}{Keyed(a, count)}",
        (SendEnded a, SendEnded b) => $"{Messages(a.Message, b.Message)} {Ended(a, b)}",
        (StoreAppended a, StoreRecord b) =>
            $"owner {a.Owner} stores {Range("offset", b.Offset - count + 2, b.Offset)} of partition {a.Partition}"
            + $"{Holding(b, count - 1)} in append {a.Sequence}, epoch {a.Epoch}",
        (StoreAppended a, _) =>
            $"owner {a.Owner} stores append {a.Sequence} of partition {a.Partition}, without messages, epoch {a.Epoch}",
        (StoreRecord a, StoreRecord b) =>
            $"the store has {Range("offset", a.Offset, b.Offset)} of partition {a.Partition}{Holding(a, count)}",
        (DeliveryCame a, DeliveryCame b) =>
            $"{Who(a.Group, a.Consumer)} gets {Range("offset", a.Offset, b.Offset)} of partition {a.Partition}"
            + $"{Holding(a, count)}, attempt {a.Attempt}",
        (SettleBegan a, SettleBegan b) =>
            $"{Who(a.Group, a.Consumer)} {Settled(a.Kind)} {Range("offset", a.Offset, b.Offset)} of partition "
            + $"{a.Partition}{(a.DelayMs < 0 ? "" : $" for {a.DelayMs} ms")}",
        (FaultInjected a, _) => $"fault {a.Kind}, {a.Target}{(count == 1 ? "" : $", {count} times")}",
        _ => OfOne(first),
    };

    private static string OfOne(HistoryEvent e) => e switch
    {
        TopicTold t =>
            $"{(t.IsLog ? "log" : "queue")} {t.Topic} keeps {t.PurgeAfterMs} ms, {t.RetentionMs} ms, "
            + $"{t.RetentionBytes} bytes",
        GroupTold g =>
            $"group {g.Group} is told: limit {g.AttemptLimit}, {g.BackoffMinMs} to {g.BackoffMaxMs} ms, dead letters "
            + (g.DeadLetter is { Length: > 0 } topic ? $"to {topic}" : g.DeadLetter is null ? "off" : "on"),
        GroupDropped g => $"group {g.Group} is deleted",
        LetterCame l => $"that is the dead letter of offset {l.Letter.Offset} of partition {l.Letter.Partition}, group "
            + $"{l.Letter.Group}",
        SettlesFlushed f => $"{Who(f.Group, f.Consumer)} knows its settlements durable, {f.Stale} stale so far",
        ConsumerChanged c => $"{Who(c.Group, c.Consumer)} {Changed(c)}",
        LinkLost l => $"{Who(l.Group, l.Consumer)} loses its connection",
        StoreAcquired a =>
            $"owner {a.Owner} acquires partition {a.Partition} at offset {a.NextOffset}, epoch {a.Epoch}",
        StorePurged p => $"the store may drop partition {p.Partition} below offset {p.Below}",
        OwnerChanged o => $"owner {o.Owner}, start {o.Incarnation}: {Changed(o.Change)}",
        Healed => "all faults are over",
        GroupRead g =>
            $"group {g.Group} has settled partition {g.Partition} up to offset {g.Floor} of {g.NextOffset}",
        GaugeRead g => $"owner {g.Owner}: {g.Name} is {g.Value} of {g.Cap}",
        RunEnded r => r.IsQuiet ? "the run ends at rest" : "the run ends",
        _ => e.ToString(),
    };

    private static string Keyed(SendBegan sent, int count) =>
        count == 1 && sent.Key is { } key ? $" with key {key}" : "";

    private static string Ended(SendEnded first, SendEnded last) => first.End switch
    {
        SendEnd.Acked => $"acked at {Range("offset", first.Offset, last.Offset)} of partition {first.Partition}"
            + (first.IsDuplicate ? " as a duplicate" : ""),
        SendEnd.Refused => $"refused with {first.Code}",
        _ => $"of unknown end, {first.Code}",
    };

    private static string Settled(SettleKind kind) => kind switch
    {
        SettleKind.Ack => "acks",
        SettleKind.Nack => "nacks",
        SettleKind.Reject => "rejects",
        _ => "extends",
    };

    private static string Holding(StoreRecord one, int count) =>
        count == 1 ? $", message {one.Message}{Letter(one)}," : "";

    private static string Letter(StoreRecord one) =>
        one.Letter is { } letter ? $", dead letter of {letter.Group}, {letter.Partition}/{letter.Offset}"
        : one.RedrivenFor is { } group ? $", redriven for {group}" : "";

    private static string Holding(DeliveryCame one, int count) => count == 1 ? $", message {one.Message}" : "";

    private static string Who(string group, int consumer) => $"consumer {consumer} of group {group}";

    private static string Messages(long first, long last) => Range("message", first, last);

    private static string Range(string what, long first, long last) =>
        first == last ? $"{what} {first}" : $"{what}s {first} to {last}";

    private static string Changed(ConsumerChanged changed) => changed switch
    {
        { IsStart: true } => "begins",
        { IsClean: true } => "ends in order",
        _ => "ends at once",
    };

    private static string Changed(OwnerChange change) => change switch
    {
        OwnerChange.Started => "starts",
        OwnerChange.Stopped => "has stopped in order",
        OwnerChange.Killed => "is killed",
        _ => "ends itself",
    };
}
