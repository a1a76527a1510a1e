using System.CommandLine;
using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Messages;

/// <summary><c>pbm msg peek</c>: looks at stored messages without a group.</summary>
internal sealed class PeekCommand(Terminal terminal, GlobalOptions global)
{
    private readonly Argument<string> topic = new("TOPIC") { Description = "Where they are." };

    private readonly Option<int> partition = WholeNumber.Option(
        "--partition", "-p", 0, 1_023, 0, "The partition.");

    private readonly Option<long> offset = new("--offset") { Description = "Where to begin.", HelpName = "N" };
    private readonly Option<int> count = WholeNumber.Option("--count", "-n", 1, 100, 10, "How many at most.");

    public Command Build()
    {
        var command = new Command("peek", "Look at stored messages; no group notices.")
        {
            topic, partition, offset, count,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using ActorMQAdmin admin = global.Admin(parsed);
        IReadOnlyList<PeekedMessage> messages = await admin.PeekAsync(
            parsed.GetRequiredValue(topic), parsed.GetValue(partition), parsed.GetValue(offset),
            parsed.GetValue(count), cancellation);
        if (global.IsJson(parsed))
            CmdJson.Write(terminal.Out, messages, CmdJson.Document.IReadOnlyListPeekedMessage);
        else
            WriteTable(messages);
        return ExitCode.Ok;
    }

    private void WriteTable(IReadOnlyList<PeekedMessage> messages)
    {
        var table = new Columns("#partition", "#offset", "created", "key", "tag", "headers", "body");
        foreach (PeekedMessage one in messages)
            table.Add(
                $"{one.Partition}", $"{one.Offset}", $"{one.CreatedAt.UtcDateTime:u}",
                one.Key ?? one.KeyBase64 ?? "", one.Tag ?? "",
                string.Join(' ', (one.Headers ?? []).Select(static of => $"{of.Name}={of.Value ?? of.ValueBase64}")),
                one.Body ?? $"base64 {one.BodyBase64}");
        table.WriteTo(terminal);
    }
}
