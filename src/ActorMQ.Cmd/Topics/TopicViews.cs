using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Topics;

/// <summary>Topics as tables.</summary>
internal static class TopicViews
{
    public static void WriteList(Terminal terminal, IReadOnlyList<TopicDescription> topics)
    {
        var table = new Columns("topic", "#id", "#partitions", "kind", "#messages", "#bytes", "#groups", "created");
        foreach (TopicDescription topic in topics)
            table.Add(
                topic.Name, $"{topic.Id}", $"{topic.Partitions}", topic.Kind, $"{topic.Messages}", $"{topic.Bytes}",
                $"{topic.Groups}", terminal.TimeOf(topic.CreatedAt));
        table.WriteTo(terminal);
    }

    public static void WriteSettings(Terminal terminal, TopicDescription topic)
    {
        var table = new Columns("topic", "kind", "#purge after ms", "#retention ms", "#retention bytes");
        TopicSettings settings = topic.Settings ?? new TopicSettings();
        table.Add(
            topic.Name, topic.Kind, $"{settings.PurgeAfterMs}", $"{settings.RetentionMs}",
            $"{settings.RetentionBytes}");
        table.WriteTo(terminal);
    }

    public static void Write(Terminal terminal, TopicDescription topic)
    {
        WriteList(terminal, [topic]);
        IReadOnlyList<PartitionDescription> partitions = topic.PartitionsDetail ?? [];
        terminal.Out.WriteLine();
        WritePartitions(terminal, partitions);
        if (!partitions.Any(static partition => partition.Groups is { Count: > 0 }))
            return;
        terminal.Out.WriteLine();
        WriteGroups(terminal, partitions);
    }

    private static void WritePartitions(Terminal terminal, IReadOnlyList<PartitionDescription> partitions)
    {
        var table = new Columns("#partition", "#first", "#next", "#durable");
        foreach (PartitionDescription partition in partitions)
            table.Add(
                $"{partition.Index}", $"{partition.FirstOffset}", $"{partition.NextOffset}",
                $"{partition.DurableOffset}");
        table.WriteTo(terminal);
    }

    private static void WriteGroups(Terminal terminal, IReadOnlyList<PartitionDescription> partitions)
    {
        var table = new Columns(
            "group", "#partition", "#floor", "#lag", "#in flight", "#waiting", "#retries", "#moves");
        foreach ((PartitionDescription partition, GroupProgress group) in
            from partition in partitions
            from progress in partition.Groups ?? []
            orderby progress.Name, partition.Index
            select (partition, progress))
            table.Add(
                group.Name, $"{partition.Index}", $"{group.Floor}", $"{group.Lag}", $"{group.InFlight}",
                $"{group.Waiting}", $"{group.Retries}", $"{group.Moves}");
        table.WriteTo(terminal);
    }
}
