namespace ActorMQ.Client.Links;

/// <summary>Waits that end: with the answer, at a deadline, or when they are cancelled.</summary>
internal static class TimedWait
{
    /// <summary>Waits for <paramref name="source"/>; fails with <paramref name="late"/> at the deadline.</summary>
    public static async ValueTask WaitAsync(
        this TaskCompletionSource source,
        TimeSpan limit,
        TimeProvider time,
        ActorMQException late,
        CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using CancellationTokenRegistration over = deadline.Token.UnsafeRegister(
            static state => Fail(((TaskCompletionSource, ActorMQException))state!), (source, late));
        using CancellationTokenRegistration given = cancellation.UnsafeRegister(
            static (waiter, token) => ((TaskCompletionSource)waiter!).TrySetCanceled(token), source);
        await source.Task;
    }

    /// <summary>Waits for <paramref name="source"/>, but not beyond <paramref name="deadline"/>.</summary>
    public static async ValueTask WaitUntilAsync(this TaskCompletionSource source, CancellationToken deadline)
    {
        using CancellationTokenRegistration over = deadline.UnsafeRegister(
            static waiter => ((TaskCompletionSource)waiter!).TrySetResult(), source);
        await source.Task;
    }

    private static void Fail((TaskCompletionSource Source, ActorMQException Late) wait) =>
        wait.Source.TrySetException(wait.Late);
}
