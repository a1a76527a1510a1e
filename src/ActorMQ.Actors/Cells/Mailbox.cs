using System.Collections.Concurrent;

namespace ActorMQ.Actors.Cells;

/// <summary>The bounded queue of a cell, its system queue, and the flag that lets one thread at a time in.</summary>
/// <remarks>
/// A counter is raised before its queue is filled, and the flag is read after; the end of a turn lowers the flag
/// before it reads the counters. So one of both sides always sees the other and no mail is left lying.
/// </remarks>
internal sealed class Mailbox(MailboxOptions options)
{
    private readonly ConcurrentQueue<Mail> queue = new();
    private readonly ConcurrentQueue<SystemMail> systemQueue = new();
    private readonly int messagesMax = options.MaxMessages;
    private readonly int reservedMax =
        (int)Math.Min(int.MaxValue / 2, (long)options.MaxMessages + options.ReservedForReplies);
    private long bytes;
    private PaddedCounter waiting;
    private int systemWaiting;
    private int scheduled;
    private volatile bool closed;

    /// <summary>Mail told and not yet handled, the stash and the running turn included.</summary>
    public int Waiting => waiting.Value;

    /// <summary>Bytes of that mail.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    public bool HasSystemMail => Volatile.Read(ref systemWaiting) != 0;

    public TellResult TryAdd(object message, IActorRef? sender) =>
        TryAdd(message, sender, messagesMax, options.MaxBytes);

    public TellResult TryAddReserved(object message, IActorRef? sender) =>
        TryAdd(message, sender, reservedMax, long.MaxValue);

    public void AddNotice(INotice notice)
    {
        waiting.Increment();
        queue.Enqueue(new Mail(notice));
    }

    public void AddSystem(SystemMail mail)
    {
        Interlocked.Increment(ref systemWaiting);
        systemQueue.Enqueue(mail);
    }

    public bool TryTake(out Mail mail) => queue.TryDequeue(out mail);

    public bool TryTakeSystem(out SystemMail? mail)
    {
        if (!HasSystemMail || !systemQueue.TryDequeue(out mail))
        {
            mail = null;
            return false;
        }
        Interlocked.Decrement(ref systemWaiting);
        return true;
    }

    /// <summary>Gives back the room of handled mail.</summary>
    public void Release(int messages, long size)
    {
        if (messages != 0)
            waiting.Subtract(messages);
        if (size != 0)
            Interlocked.Add(ref bytes, -size);
    }

    /// <summary>Refuses all further mail.</summary>
    public void Close() => closed = true;

    /// <summary>True for the one caller that has to schedule the cell.</summary>
    public bool TryBegin() =>
        Volatile.Read(ref scheduled) == 0 && Interlocked.CompareExchange(ref scheduled, 1, 0) == 0;

    /// <summary>Ends a turn. True: there is more to do, and the caller has to schedule the cell again.</summary>
    /// <param name="receiving">Whether ordinary mail may be handled.</param>
    /// <param name="held">Mail that is counted as waiting but lies in the stash.</param>
    public bool EndTurn(bool receiving, int held)
    {
        Interlocked.Exchange(ref scheduled, 0);
        bool more = HasSystemMail || (receiving && waiting.Value > held);
        return more && TryBegin();
    }

    private TellResult TryAdd(object message, IActorRef? sender, int limit, long bytesMax)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (closed)
            return TellResult.Terminated;
        if (waiting.Increment() > limit)
            return Refuse();
        int size = message is ISized sized ? Math.Max(0, sized.ApproximateBytes) : 0;
        if (size != 0 && Interlocked.Add(ref bytes, size) > bytesMax)
        {
            Interlocked.Add(ref bytes, -size);
            return Refuse();
        }
        queue.Enqueue(new Mail(message, sender, size));
        return TellResult.Accepted;
    }

    private TellResult Refuse()
    {
        waiting.Subtract(1);
        return TellResult.MailboxFull;
    }
}
