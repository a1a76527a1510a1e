using ActorMQ.Client;
using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Worlds;

namespace ActorMQ.Simulation.Workloads;

/// <summary>What a consumer does with one delivery after the other: takes note of it, and settles it or not.</summary>
internal sealed class DeliveryHandling(
    ClientProcess process, ConsumerPlace place, Knobs knobs, Random chance, HistoryRecorder history)
{
    /// <summary>How it goes about it.</summary>
    public ConsumerConduct Conduct { get; set; } = ConsumerConduct.Good;

    /// <summary>The number of its consumer.</summary>
    public int Consumer { get; set; }

    /// <summary>Whether a chance of one in so many comes up.</summary>
    public bool Draws(int oneIn) => oneIn != 0 && chance.Next(oneIn) == 0;

    /// <summary>Handles one; false: it was forgotten.</summary>
    public async Task<bool> HandleAsync(Delivery delivery)
    {
        Note(delivery);
        if (Draws(Conduct.Forget))
            return false;
        if (Draws(Conduct.Think))
            await ThinkAsync(Conduct.ThinkMs);
        if (process.IsAlive && Draws(Conduct.Hold))
            await HoldAsync(delivery);
        if (process.IsAlive)
            await SettleAsync(delivery);
        return true;
    }

    private void Note(in Delivery delivery)
    {
        ReadOnlySpan<byte> body = delivery.Body.Span;
        long number = MessageBody.NumberOf(body);
        history.Add(new DeliveryCame(
            place.Group, Consumer, PartitionOf(delivery), delivery.Offset, delivery.Attempt, number,
            MessageBody.HashOf(delivery.Key.Span, body)));
        IReadOnlyList<Header> headers = delivery.Headers;
        if (LetterHeaders.Read(headers.Select(static one => (one.Name, one.Value))) is { } letter)
            history.Add(new LetterCame(
                place.Group, Consumer, PartitionOf(delivery), delivery.Offset, letter,
                headers.Any(one => one.Name == LetterHeaders.Own && one.Text == $"{number}")));
    }

    // As an application that knows how long it will take, and is right about it at times.
    private async Task HoldAsync(Delivery delivery)
    {
        try
        {
            Begin(delivery, SettleKind.Extend);
            await delivery.ExtendAsync(TimeSpan.FromMilliseconds(knobs.AckWaitMs));
        }
        catch (ActorMQException)
        {
            // It is lost already, or nobody answers: the application finishes its work all the same.
        }

        await ThinkAsync(2 * knobs.AckWaitMs);
    }

    private async Task SettleAsync(Delivery delivery)
    {
        string? reason = Draws(2) ? null : $"no {delivery.Offset} {chance.Next(10)}";
        try
        {
            if (Draws(Conduct.Reject))
                await RejectAsync(delivery, reason ?? "");
            else if (Draws(Conduct.Delay))
                await NackAsync(delivery, chance.Next(Conduct.DelayMs), reason);
            else if (Draws(Conduct.Nack))
                await NackAsync(delivery, -1, reason);
            else
                await AckAsync(delivery);
        }
        catch (ActorMQException)
        {
            // The group has no dead letters.
            await AckAsync(delivery);
        }
    }

    private async Task AckAsync(Delivery delivery)
    {
        Begin(delivery, SettleKind.Ack);
        await delivery.AckAsync();
    }

    private async Task NackAsync(Delivery delivery, int delayMs, string? reason)
    {
        Begin(delivery, SettleKind.Nack, delayMs, reason);
        await delivery.NackAsync(delayMs < 0 ? null : TimeSpan.FromMilliseconds(delayMs), reason);
    }

    private async Task RejectAsync(Delivery delivery, string reason)
    {
        Begin(delivery, SettleKind.Reject, -1, reason);
        await delivery.RejectAsync(reason);
    }

    private void Begin(in Delivery delivery, SettleKind kind, long delayMs = -1, string? reason = null) =>
        history.Add(new SettleBegan(
            place.Group, Consumer, PartitionOf(delivery), delivery.Offset, delivery.Attempt, kind, delayMs, reason));

    private int PartitionOf(in Delivery delivery) => place.FirstPartition + delivery.Partition;

    private Task ThinkAsync(int msMax) =>
        Task.Delay(TimeSpan.FromMilliseconds(chance.Next(msMax)), process.Runtime.Time);
}
