using ActorMQ.Client;

namespace ActorMQ.Server.Tests.Crashes;

/// <summary>Sends numbered messages without a pause until told to end; notes each confirmation.</summary>
/// <remarks>As many are on their way as the producer's window takes: a crash always finds unconfirmed ones.</remarks>
internal sealed class SteadyProducer(int index, Producer producer, SendLedger ledger)
{
    private const int UnconfirmedMax = 2_000;

    public async Task RunAsync(CancellationToken end)
    {
        var unconfirmed = new Queue<Task>();
        for (int number = 0; !end.IsCancellationRequested; number++)
        {
            if (unconfirmed.Count == UnconfirmedMax)
                await unconfirmed.Dequeue();
            unconfirmed.Enqueue(SendAsync(new MessageId(index, number)));
        }
        await Task.WhenAll(unconfirmed);
    }

    private async Task SendAsync(MessageId id)
    {
        SendReceipt receipt = await producer.SendAsync(id.ToBody(), CancellationToken.None);
        ledger.Add(id, new LogPlace(receipt.Partition, receipt.Offset));
    }
}
