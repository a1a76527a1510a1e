using System.Globalization;
using System.Text;
using ActorMQ.Client;
using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Worlds;

namespace ActorMQ.Simulation.Workloads;

/// <summary>One producer of the workload: sends what the plan says, and writes down what it was told.</summary>
internal sealed class ProducerScript(
    ClientProcess process, Knobs knobs, Random chance, HistoryRecorder history, FailureLog failures)
{
    private readonly Queue<(SendItem Item, long First)> waiting = new();

    // Begun, and not ended.
    private readonly SortedSet<long> open = [];
    private Producer? producer;
    private bool isStarted;

    /// <summary>Whether something that was to be sent has not ended.</summary>
    public bool HasPending => waiting.Count != 0 || open.Count != 0;

    public bool IsAlive => process.IsAlive;

    /// <summary>Sends now, or once the client has connected.</summary>
    /// <param name="item">What.</param>
    /// <param name="first">The number of the first message; the others follow.</param>
    public void Send(SendItem item, long first)
    {
        if (!IsAlive)
            return;
        if (producer is not null)
            SendNow(item, first);
        else
            waiting.Enqueue((item, first));
        if (!isStarted)
            Watch(StartAsync());
    }

    /// <summary>Its process was killed: nobody knows what became of what was on its way.</summary>
    public void OnKilled()
    {
        waiting.Clear();
        foreach (long number in open)
            history.Add(new SendEnded(number, SendEnd.Unknown, 0, 0, false, "killed"));
        open.Clear();
    }

    private async Task StartAsync()
    {
        isStarted = true;
        if (await process.ConnectAsync() is not { } client || !IsAlive)
            return;
        producer = client.Producer(World.Topic, new ProducerOptions
        {
            BatchBytes = knobs.BatchBytes,
            BatchesInFlightMax = knobs.BatchesInFlightMax,
            InFlightMessagesMax = knobs.InFlightMessagesMax,
            DeliveryTimeout = TimeSpan.FromMilliseconds(knobs.DeliveryTimeoutMs),
        });
        while (waiting.TryDequeue(out (SendItem Item, long First) next))
            SendNow(next.Item, next.First);
    }

    private void SendNow(SendItem item, long first)
    {
        Message[] messages = [.. Enumerable.Range(0, item.Count).Select(index => Begin(item, first + index))];
        if (item.AsBatch)
        {
            Watch(SendTogetherAsync(messages, first));
            return;
        }

        for (int index = 0; index < messages.Length; index++)
            Watch(SendOneAsync(messages[index], first + index));
    }

    private void Watch(Task work) => _ = failures.WatchAsync($"Producer {process.Number}", work);

    private Message Begin(SendItem item, long number)
    {
        string? key = item.Keys == 0 ? null : $"k{chance.Next(item.Keys)}";
        byte[] keyBytes = key is null ? [] : Encoding.ASCII.GetBytes(key);
        byte[] body = MessageBody.Of(number, item.BodyBytes);
        open.Add(number);
        history.Add(new SendBegan(
            process.Number, number, World.Topic, key, MessageBody.HashOf(keyBytes, body)));
        Header[] headers = [new(LetterHeaders.Own, number.ToString(CultureInfo.InvariantCulture))];
        return new Message(body) { Key = keyBytes, Headers = headers };
    }

    private async Task SendOneAsync(Message message, long number)
    {
        try
        {
            SendReceipt receipt = await producer!.SendAsync(message);
            End(number, receipt);
        }
        catch (ActorMQException failure)
        {
            End(number, failure, SendEnds.Of(failure));
        }
    }

    private async Task SendTogetherAsync(Message[] messages, long first)
    {
        try
        {
            IReadOnlyList<SendReceipt> receipts = await producer!.SendBatchAsync(messages);
            for (int index = 0; index < messages.Length; index++)
                End(first + index, receipts[index]);
        }
        catch (ActorMQException failure)
        {
            // Only the first failure is told: the others of the call may have been stored.
            for (int index = 0; index < messages.Length; index++)
                End(first + index, failure, SendEnd.Unknown);
        }
    }

    private void End(long number, in SendReceipt receipt)
    {
        if (!open.Remove(number))
            return;
        history.Add(new SendEnded(
            number, SendEnd.Acked, receipt.Partition, receipt.Offset, receipt.Duplicate, null));
    }

    private void End(long number, ActorMQException failure, SendEnd end)
    {
        if (!open.Remove(number))
            return;
        history.Add(new SendEnded(number, end, 0, 0, false, failure.Code));
    }
}
