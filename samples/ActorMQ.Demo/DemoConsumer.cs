using System.Buffers.Binary;
using ActorMQ.Client;

namespace ActorMQ.Demo;

/// <summary>Takes messages and acknowledges each.</summary>
internal sealed class DemoConsumer(Consumer consumer, DemoLedger ledger)
{
    private long taken;

    /// <summary>Deliveries that this consumer took.</summary>
    public long Taken => Volatile.Read(ref taken);

    /// <summary>Ends when cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (Delivery delivery in consumer.ConsumeAsync(cancellation))
            {
                ledger.AddDelivery(BinaryPrimitives.ReadInt32LittleEndian(delivery.Body.Span));
                Interlocked.Increment(ref taken);
                await delivery.AckAsync();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return; // The end of the demo.
        }
    }
}
