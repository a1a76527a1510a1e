using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Cmd.Bench;

/// <summary>The receiving half of one client: counts and acknowledges every delivery.</summary>
internal sealed class BenchReceiver(Consumer consumer, ArrivalTally tally)
{
    public ArrivalTally Tally => tally;

    /// <summary>Receives until told to stop.</summary>
    /// <exception cref="ActorMQException">The node cannot be reached for long, or a delivery is damaged.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await foreach (Delivery delivery in consumer.ConsumeAsync(stop))
            {
                tally.Note(delivery.Body.Span, Stopwatch.GetTimestamp());
                await delivery.AckAsync();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    /// <summary>Completes when all acknowledgements are durable.</summary>
    public ValueTask FlushAsync() => consumer.FlushAsync();
}
