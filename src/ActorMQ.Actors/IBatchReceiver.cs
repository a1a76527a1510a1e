namespace ActorMQ.Actors;

/// <summary>An actor that takes everything that waits at once, so that load makes batches by itself.</summary>
/// <remarks>Implemented by an <see cref="ActorBase"/>; its Receive is then called for no message at all.</remarks>
public interface IBatchReceiver
{
    /// <summary>The largest batch it takes. At least 1.</summary>
    int MaxBatch { get; }

    /// <summary>Handles everything that was waiting. The span is reused after the call.</summary>
    /// <remarks>Timer ticks, answers and <see cref="Terminated"/> come in their place among the messages.</remarks>
    void ReceiveBatch(ReadOnlySpan<Envelope> batch);
}
