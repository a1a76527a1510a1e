using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Bench;

/// <summary>What a run is going to do, in a line; its figures as tables and as JSON.</summary>
internal static class BenchViews
{
    /// <summary>All that decides the figures, so that who has them can repeat the run.</summary>
    public static string Header(BenchPlan plan, TopicDescription topic, string server)
    {
        BenchSettings settings = plan.Settings;
        string fate = settings switch
        {
            { Topic: not null } => "existing",
            { Keep: true } => "made for this run, stays",
            _ => "made for this run, removed after it",
        };
        string loop = settings.Rate > 0
            ? $"rate {settings.Rate}/s (open loop: latency counts from the intended send time)"
            : "rate 0 (closed loop: latency counts from the send)";
        return $"bench: server {server}, topic {topic.Name} ({fate}), partitions {topic.Partitions}, "
            + $"group {plan.Group}, size {settings.Size} bytes, seconds {settings.Seconds}, {loop}, "
            + $"window {settings.Window}, clients {settings.Clients}";
    }

    public static void Write(Terminal terminal, BenchFigures figures) =>
        Answer.Write(terminal, figures, static json => json.BenchFigures, WriteTables);

    private static void WriteTables(Terminal terminal, BenchFigures figures)
    {
        WriteCounts(terminal, figures);
        terminal.Out.WriteLine();
        WriteLatencies(terminal, figures);
    }

    private static void WriteCounts(Terminal terminal, BenchFigures figures)
    {
        var table = new Columns("#sent", "#received", "#messages/s", "#MB/s", "#redelivered", "#lost");
        table.Add(
            $"{figures.Sent}", $"{figures.Received}", $"{figures.MessagesPerSecond:F0}",
            $"{figures.MegabytesPerSecond:F2}", $"{figures.Redelivered}", $"{figures.Lost}");
        table.WriteTo(terminal);
    }

    private static void WriteLatencies(Terminal terminal, BenchFigures figures)
    {
        var table = new Columns("microseconds", "#p50", "#p99", "#p99.9");
        table.Add("send", $"{figures.SendP50Us}", $"{figures.SendP99Us}", $"{figures.SendP999Us}");
        table.Add(
            "end to end", $"{figures.EndToEndP50Us}", $"{figures.EndToEndP99Us}", $"{figures.EndToEndP999Us}");
        if (figures.LateP99Us is { } late)
            table.Add("sent late", "", $"{late}", "");
        table.WriteTo(terminal);
    }
}
