using System.Threading.Tasks.Sources;
using ActorMQ.Runtime;

namespace ActorMQ.Client.Producing;

/// <summary>
/// The completions of all messages of one batch in one object: the token of a task is the index of its message.
/// </summary>
/// <remarks>
/// It is used again only when each of its tasks has been consumed once; a task that nobody awaits leaves it to the
/// garbage collector. The two upper bits of a token count the uses, so that a task awaited twice is noticed.
/// </remarks>
internal sealed class SendSource(ActorRuntime runtime, SendSourcePool pool)
    : IValueTaskSource<SendReceipt>, IValueTaskSource<SendResult>, IRunnable
{
    private const int IndexBits = 14;
    private const int IndexMask = (1 << IndexBits) - 1;

    private readonly Lock gate = new();

    // Those that wait, in the order in which they began to; taken from the front at nextWaiter once it is done.
    private readonly List<SendContinuation> waiters = [];
    private int nextWaiter;
    private int count;
    private int consumed;
    private int use;
    private SendOutcome outcome;
    private volatile bool isDone;
    private SendWatches? watches;

    /// <summary>The task of message <paramref name="index"/>.</summary>
    public ValueTask<SendReceipt> TaskOf(int index) => new(this, TokenOf(index));

    /// <summary>The task of message <paramref name="index"/>, for one who wants a failure as a value.</summary>
    public ValueTask<SendResult> ResultOf(int index) => new(this, TokenOf(index));

    /// <summary>Has the end of message <paramref name="index"/> called: nobody awaits its task.</summary>
    public void Watch(int index, in SendWatch watch) => (watches ??= new SendWatches(this)).Add(index, watch.Done);

    /// <summary>The end of message <paramref name="index"/>; after <see cref="Resolve"/>.</summary>
    public SendResult ResultAt(int index) => outcome.Failure is { } failure
        ? new SendResult(failure)
        : new SendResult(new SendReceipt(outcome.Partition, outcome.BaseOffset + index, outcome.Duplicate));

    /// <summary>Ends all tasks of the batch, which has <paramref name="messages"/> messages. Once per use.</summary>
    public void Resolve(in SendOutcome how, int messages)
    {
        bool isAwaited;
        lock (gate)
        {
            outcome = how;
            count = messages;
            isDone = true;
            isAwaited = waiters.Count != 0;
        }
        if (isAwaited)
            runtime.Schedule(this);
        if (watches is { IsEmpty: false })
            runtime.Schedule(watches);
    }

    /// <summary>Some of the messages have been told their end; the last one frees the source.</summary>
    public void Consume(int messages)
    {
        if (Interlocked.Add(ref consumed, messages) == count)
            Recycle();
    }

    /// <summary>Wakes those that wait, each of them free to block without holding up the others.</summary>
    public void Run()
    {
        while (TryTakeWaiter(out SendContinuation waiter, out bool isLast))
        {
            bool isPosted = waiter.TryPost();
            if (!isLast && !isPosted)
                runtime.Schedule(this);
            if (!isPosted)
                waiter.Invoke();
            if (isLast || !isPosted)
                return; // Once the last one is awake, the source may belong to another batch.
        }
    }

    public ValueTaskSourceStatus GetStatus(short token)
    {
        CheckUse(token);
        if (!isDone)
            return ValueTaskSourceStatus.Pending;
        return outcome.Failure is null ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Faulted;
    }

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        CheckUse(token);
        var waiter = new SendContinuation(continuation, state, flags);
        lock (gate)
        {
            if (!isDone)
            {
                waiters.Add(waiter);
                return;
            }
        }
        waiter.Schedule(runtime);
    }

    public SendReceipt GetResult(short token)
    {
        CheckUse(token);
        if (!isDone)
            throw new InvalidOperationException("The send has not ended: await its task.");
        SendResult result = ResultAt(token & IndexMask);
        Consume(1);
        if (result.Error is { } failure)
            throw new ActorMQException(failure.Code, failure.Summary, failure.NextStep, failure.InnerException);
        return result.Receipt;
    }

    SendResult IValueTaskSource<SendResult>.GetResult(short token)
    {
        CheckUse(token);
        if (!isDone)
            throw new InvalidOperationException("The send has not ended: await its task.");
        SendResult result = ResultAt(token & IndexMask);
        Consume(1);
        return result;
    }

    ValueTaskSourceStatus IValueTaskSource<SendResult>.GetStatus(short token)
    {
        CheckUse(token);
        return isDone ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;
    }

    private short TokenOf(int index) => unchecked((short)(use << IndexBits | index));

    private bool TryTakeWaiter(out SendContinuation waiter, out bool isLast)
    {
        lock (gate)
        {
            isLast = nextWaiter + 1 >= waiters.Count;
            if (nextWaiter == waiters.Count)
            {
                waiter = default;
                return false;
            }
            waiter = waiters[nextWaiter++];
            if (isLast)
            {
                waiters.Clear();
                nextWaiter = 0;
            }
            return true;
        }
    }

    private void CheckUse(short token)
    {
        if ((ushort)token >> IndexBits != use)
            throw new InvalidOperationException("The task of a send was awaited twice; await it once only.");
    }

    private void Recycle()
    {
        lock (gate)
        {
            isDone = false;
            consumed = 0;
            count = 0;
            outcome = default;
            use = (use + 1) & 3;
        }
        pool.Return(this);
    }
}
