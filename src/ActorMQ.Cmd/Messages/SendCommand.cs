using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Messages;

/// <summary><c>pbm msg send TOPIC [BODY]</c>: one message, or one for each line of standard input.</summary>
internal sealed class SendCommand(Terminal terminal, GlobalOptions global)
{
    private const int UnconfirmedMax = 4_096;

    private readonly Argument<string> topic = new("TOPIC") { Description = "Where to send to." };
    private readonly Argument<string?> body = new("BODY")
    {
        Description = "The message; absent or -: each line of standard input is one.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> key = new("--key", "-k")
    {
        Description = "Messages of equal keys keep their order.",
    };
    private readonly Option<string?> tag = new("--tag", "-t") { Description = "A word to filter by." };
    private readonly Option<string[]> headers = new("--header", "-H")
    {
        Description = "A header; may be given many times.",
        HelpName = "NAME=VALUE",
    };
    private readonly Option<int> count = WholeNumber.Option(
        "--count", "-n", 1, int.MaxValue, otherwise: 1, "Send the message so many times.");

    public Command Build()
    {
        headers.Validators.Add(static result =>
        {
            if (result.Tokens.FirstOrDefault(static token => token.Value.IndexOf('=') < 1) is { } token)
                result.AddError($"--header {token.Value}: give NAME=VALUE.");
        });
        var command = new Command("send", "Send messages and wait until they are durable.")
        {
            topic, body, key, tag, headers, count,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string name = parsed.GetRequiredValue(topic);
        await using ActorMQClient client = await global.ConnectAsync(parsed, cancellation);
        await using Producer producer = client.Producer(name);
        var tally = new SendTally(name);
        long? total = IsInput(parsed) ? null : parsed.GetValue(count);
        Task sending = Task.Run(
            () => SendAsync(producer, MessagesAsync(parsed, cancellation), tally, cancellation), cancellation);
        bool isTyped = total is null && terminal.IsPerson;
        if (isTyped)
            terminal.Error.WriteLine("Each line is a message; Ctrl+D ends.");
        await (isTyped
            ? sending
            : WorkProgress.ShowAsync(terminal, $"to {name}", total, () => tally.Messages, sending));
        Answer.Write(terminal, tally.Summary(), static json => json.SendSummary, WriteTable);
        return ExitCode.Ok;
    }

    private static async Task SendAsync(
        Producer producer, IAsyncEnumerable<Message> messages, SendTally tally, CancellationToken cancellation)
    {
        var unconfirmed = new Queue<Task<SendReceipt>>();
        await foreach (Message message in messages)
        {
            if (unconfirmed.Count == UnconfirmedMax)
                tally.Add(await unconfirmed.Dequeue());
            unconfirmed.Enqueue(producer.SendAsync(message, cancellation).AsTask());
        }

        while (unconfirmed.TryDequeue(out Task<SendReceipt>? next))
            tally.Add(await next);
    }

    private async IAsyncEnumerable<Message> MessagesAsync(
        ParseResult parsed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Message pattern = Pattern(parsed);
        int times = parsed.GetValue(count);
        IAsyncEnumerable<string> bodies = IsInput(parsed)
            ? InputLines.ReadAsync(terminal.In, cancellation)
            : new[] { parsed.GetValue(body)! }.ToAsyncEnumerable();
        await foreach (string text in bodies)
        {
            Message message = pattern with { Body = Encoding.UTF8.GetBytes(text) };
            for (int i = 0; i < times; i++)
                yield return message;
        }
    }

    private Message Pattern(ParseResult parsed) => new()
    {
        Key = parsed.GetValue(key) is { } text ? Encoding.UTF8.GetBytes(text) : default,
        Tag = parsed.GetValue(tag),
        Headers = parsed.GetValue(headers) is { Length: > 0 } given ? [.. given.Select(HeaderOf)] : null,
    };

    private bool IsInput(ParseResult parsed) => parsed.GetValue(body) is null or "-";

    private static void WriteTable(Terminal terminal, SendSummary summary)
    {
        var table = new Columns("#partition", "#messages", "#first offset", "#last offset");
        foreach (SentPartition partition in summary.Partitions)
            table.Add(
                $"{partition.Partition}", $"{partition.Messages}", $"{partition.FirstOffset}",
                $"{partition.LastOffset}");
        table.WriteTo(terminal);
    }

    private static Header HeaderOf(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        return new Header(text[..at], text[(at + 1)..]);
    }
}
