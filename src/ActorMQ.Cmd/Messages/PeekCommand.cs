using System.CommandLine;
using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Messages;

/// <summary><c>pbm msg peek</c>: looks at stored messages without a group.</summary>
internal sealed class PeekCommand(Terminal terminal, GlobalOptions global)
{
    private const int CountMax = 100_000;

    private readonly Argument<string> topic = new("TOPIC") { Description = "Where they are." };
    private readonly StartOptions start = new();
    private readonly Option<int> count = WholeNumber.Option("--count", "-n", 1, CountMax, 10, "How many at most.");

    public Command Build()
    {
        var command = new Command("peek", "Look at stored messages; no group notices.") { topic };
        start.AddTo(command);
        command.Add(count);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using ActorMQAdmin admin = global.Admin(parsed);
        var options = new PeekOptions
        {
            Partition = start.PartitionOf(parsed),
            Start = start.StartOf(parsed) ?? MessageStart.Oldest,
            Limit = parsed.GetValue(count),
        };
        var messages = new List<PeekedMessage>();
        await foreach (PeekedMessage message in admin.PeekAsync(parsed.GetRequiredValue(topic), options, cancellation))
            messages.Add(message);
        Answer.Write<IReadOnlyList<PeekedMessage>>(
            terminal, messages, static json => json.IReadOnlyListPeekedMessage, WriteTable);
        return ExitCode.Ok;
    }

    private static void WriteTable(Terminal terminal, IReadOnlyList<PeekedMessage> messages)
    {
        var table = new Columns("#partition", "#offset", "created", "key", "tag", "headers", "body");
        foreach (PeekedMessage one in messages)
            table.Add(
                $"{one.Partition}", $"{one.Offset}", terminal.TimeOf(one.CreatedAt),
                one.Key ?? one.KeyBase64 ?? "", one.Tag ?? "",
                string.Join(' ', (one.Headers ?? []).Select(static of => $"{of.Name}={of.Value ?? of.ValueBase64}")),
                one.Body ?? $"base64 {one.BodyBase64}");
        table.WriteTo(terminal);
    }
}
