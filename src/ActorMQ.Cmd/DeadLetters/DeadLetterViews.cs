using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.DeadLetters;

/// <summary>Dead letters as tables.</summary>
internal static class DeadLetterViews
{
    public static void WriteList(Terminal terminal, IReadOnlyList<DeadLetter> letters)
    {
        var table = new Columns("#offset", "#origin", "#attempts", "cause", "reason", "moved", "key", "#redrives");
        foreach (DeadLetter one in letters)
            table.Add(
                $"{one.Position}", $"{one.OriginPartition}:{one.OriginOffset}", $"{one.Attempts}", one.Cause,
                one.Reason, terminal.TimeOf(one.MovedAt), one.Key ?? one.KeyBase64 ?? "", $"{one.Redrives}");
        table.WriteTo(terminal);
    }

    public static void Write(Terminal terminal, DeadLetter one)
    {
        var table = new Columns("field", "value");
        table.Add("offset", $"{one.Position}");
        table.Add("origin", $"{one.OriginPartition}:{one.OriginOffset}");
        table.Add("attempts", $"{one.Attempts}");
        table.Add("cause", one.Cause);
        table.Add("reason", one.Reason);
        table.Add("created", terminal.TimeOf(one.CreatedAt));
        table.Add("moved", terminal.TimeOf(one.MovedAt));
        table.Add("redrives", $"{one.Redrives}");
        table.Add("key", one.Key ?? one.KeyBase64 ?? "");
        table.Add("tag", one.Tag ?? "");
        foreach (PeekedHeader header in one.Headers ?? [])
            table.Add($"header {header.Name}", header.Value ?? $"base64 {header.ValueBase64}");
        table.Add("body", one.Body ?? $"base64 {one.BodyBase64}");
        table.WriteTo(terminal);
    }

    public static void WriteEnd(Terminal terminal, DeadLetterRunLine end)
    {
        var table = new Columns("#selected", end.Purged is null ? "#redriven" : "#purged");
        table.Add($"{end.Selected}", $"{end.Redriven ?? end.Purged}");
        table.WriteTo(terminal);
    }
}
