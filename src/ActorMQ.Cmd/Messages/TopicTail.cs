using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Messages;

/// <summary>Shows what is stored in a topic without a group: nothing is taken from anybody.</summary>
internal sealed class TopicTail(Terminal terminal, string topic)
{
    private readonly Lines<DeliveryLine> lines = DeliveryLine.To(terminal);

    /// <summary>Shows so many messages at most; ends when none has come for <paramref name="idle"/>.</summary>
    public async Task ShowAsync(
        ActorMQAdmin admin, TailOptions options, long left, TimeSpan idle, CancellationToken cancellation)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        quiet.CancelAfter(idle);
        try
        {
            await foreach (TailEntry entry in admin.TailAsync(topic, options, quiet.Token))
            {
                Show(entry);
                if (entry.Message is not null && --left == 0)
                    return;
                quiet.CancelAfter(idle);
            }

            terminal.Error.WriteLine($"The topic {topic} was deleted.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return; // Nothing has come for so long.
        }
    }

    private void Show(TailEntry entry)
    {
        if (entry.Message is { } message)
            lines.Write(DeliveryLine.Of(topic, message));
        else if (terminal.Format == OutputFormat.Json)
            CmdJson.Write(
                terminal.Out, new GapLine(topic, entry.Partition, entry.Missed), CmdJson.Line.GapLine);
        else
            terminal.Error.WriteLine(
                $"pbm: {entry.Missed} messages of partition {entry.Partition} were removed before they were shown.");
    }
}
