namespace ActorMQ.Client.Consuming;

/// <summary>One loop over the deliveries of a consumer. Allocates nothing for a delivery.</summary>
internal sealed class DeliveryStream(ConsumerSession session, DeliveryCursor cursor, CancellationToken given)
    : IAsyncEnumerable<Delivery>, IAsyncEnumerator<Delivery>
{
    private CancellationToken cancellation = given;
    private CancellationTokenSource? linked;
    private CancellationTokenRegistration registration;
    private Delivery current;

    public Delivery Current => current;

    public IAsyncEnumerator<Delivery> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var loop = new DeliveryStream(session, cursor, cancellation);
        loop.Begin(cancellationToken);
        return loop;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        if (cancellation.IsCancellationRequested)
            return ValueTask.FromCanceled<bool>(cancellation);
        return cursor.TryNext(out current) ? new ValueTask<bool>(true) : WaitAsync();
    }

    public ValueTask DisposeAsync()
    {
        registration.Dispose();
        linked?.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Begin(CancellationToken second)
    {
        if (second.CanBeCanceled && second != cancellation)
        {
            linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, second);
            cancellation = linked.Token;
        }
        registration = cancellation.UnsafeRegister(static session => ((ConsumerSession)session!).Wake(), session);
    }

    private async ValueTask<bool> WaitAsync()
    {
        while (!session.IsClosing)
        {
            await session.WaitAsync();
            cancellation.ThrowIfCancellationRequested();
            if (cursor.TryNext(out current))
                return true;
        }
        return false;
    }
}
