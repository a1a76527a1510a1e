using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Groups;

/// <summary>Groups as tables.</summary>
internal static class GroupViews
{
    public static void WriteList(Terminal terminal, IReadOnlyList<GroupDescription> groups)
    {
        var table = new Columns(
            "group", "#lag", "oldest", "#in flight", "#waiting", "#retries", "#moves", "#dead", "#attempts",
            "dead letters");
        foreach (GroupDescription group in groups)
            table.Add(
                group.Name, $"{group.Lag}", terminal.TimeOf(group.OldestUnsettledAt), $"{group.InFlight}",
                $"{group.Waiting}", $"{group.Retries}", $"{group.Moves}", $"{group.DeadLetters}",
                $"{group.Policy.AttemptLimit}", group.DeadLetterTopic ?? "off");
        table.WriteTo(terminal);
    }

    public static void Write(Terminal terminal, GroupDescription group)
    {
        WritePolicy(terminal, group);
        terminal.Out.WriteLine();
        WriteLag(terminal, group);
    }

    public static void WritePolicy(Terminal terminal, GroupDescription group)
    {
        GroupPolicy policy = group.Policy;
        var table = new Columns(
            "topic", "group", "#ack wait ms", "#attempts", "#backoff min ms", "#backoff max ms", "#factor", "#jitter",
            "dead letters");
        table.Add(
            group.Topic, group.Name, $"{policy.AckWaitMs}", $"{policy.AttemptLimit}", $"{policy.BackoffMinMs}",
            $"{policy.BackoffMaxMs}", $"{policy.BackoffFactor}", $"{policy.JitterPercent}",
            group.DeadLetterTopic ?? "off");
        table.WriteTo(terminal);
    }

    public static void WriteLag(Terminal terminal, GroupDescription group)
    {
        var table = new Columns(
            "#partition", "#floor", "#lag", "#in flight", "#waiting", "#retries", "#moves", "oldest");
        foreach (GroupPartition one in group.Partitions ?? [])
            table.Add(
                $"{one.Partition}", $"{one.Floor}", $"{one.Lag}", $"{one.InFlight}", $"{one.Waiting}",
                $"{one.Retries}", $"{one.Moves}", terminal.TimeOf(one.OldestUnsettledAt));
        table.WriteTo(terminal);
    }
}
