using ActorMQ.Actors.Asks;

namespace ActorMQ.Actors.Cells;

/// <summary>Hands mail to the actor, one message or batch at a time. Owned by the running turn of its cell.</summary>
internal sealed class Turn
{
    private const int FirstBatchRoom = 16;

    private readonly ActorCell cell;
    private readonly Mailbox mailbox;
    private Envelope[] batch = [];
    private Mail current;

    /// <summary>Handled in this turn and not yet given back to the mailbox.</summary>
    private int handled;
    private long handledBytes;

    public Turn(ActorCell cell, Mailbox mailbox)
    {
        this.cell = cell;
        this.mailbox = mailbox;
        Stash = new Stash(this, cell.Limits.StashMax);
    }

    public Stash Stash { get; }

    /// <summary>The mail in hand. Its message is null outside of Receive and in a batch.</summary>
    public ref readonly Mail Current => ref current;

    public void Receive()
    {
        ActorBase actor = cell.Life.Actor!;
        if (actor is IBatchReceiver receiver)
            ReceiveBatch(receiver);
        else
            ReceiveEach(actor);
        Release();
    }

    /// <summary>Keeps the current message counted as waiting, since it goes to the stash.</summary>
    public void KeepCurrent()
    {
        handled--;
        handledBytes -= current.CountedBytes;
    }

    /// <summary>Empties the mailbox of an ended actor into the dead letters.</summary>
    public void DropAll()
    {
        current = default;
        Stash.UnstashAll();
        while (TryNext(out Mail mail))
        {
            if (mail.IsNotice)
                ((INotice)mail.Message).Drop(cell);
            else
                DropMessage(mail);
        }
        Release();
    }

    private void DropMessage(in Mail mail)
    {
        cell.Bury(mail.Message, mail.Sender, DeadLetterReason.Terminated);
        (mail.Sender as IAskPromise)?.TargetEnded();
    }

    private void ReceiveEach(ActorBase actor)
    {
        int limit = cell.System.Runtime.TurnLimit(cell.Limits.Throughput);
        for (int taken = 0; taken < limit && TryNext(out Mail mail); taken++)
        {
            current = mail;
            ReceiveOne(actor, mail);
            if (!cell.Life.IsReceiving || mailbox.HasSystemMail)
                break;
        }
        current = default;
    }

    private void ReceiveOne(ActorBase actor, in Mail mail)
    {
        object message = mail.Message;
        try
        {
            if (mail.IsNotice)
            {
                if (!((INotice)message).TryOpen(cell, out message))
                    return;
                current = new Mail(message, null, 0);
            }
            if (ReferenceEquals(message, PoisonPill.Instance))
                cell.Life.Stop();
            else if (!actor.Deliver(message))
                Unhandled(message, mail.Sender);
        }
        catch (Exception reason)
        {
            cell.Life.Fail(reason, message);
        }
    }

    private void Unhandled(object message, IActorRef? sender)
    {
        if (message is Terminated ended)
            throw new DeathPactException(cell.Path, ended.Subject.Path);
        cell.Bury(message, sender, DeadLetterReason.Unhandled);
    }

    private void ReceiveBatch(IBatchReceiver receiver)
    {
        int limit = Math.Min(mailbox.Waiting - Stash.Count, receiver.MaxBatch);
        bool isSingle = limit <= 1 || cell.System.Runtime.Rarely("turn: one message");
        limit = isSingle ? 1 : cell.System.Runtime.BatchLimit(limit);
        int count = 0;
        try
        {
            bool stop = FillBatch(limit, ref count);
            if (count != 0)
                receiver.ReceiveBatch(batch.AsSpan(0, count));
            if (stop)
                cell.Life.Stop();
        }
        catch (Exception reason)
        {
            cell.Life.Fail(reason, null);
        }
        Array.Clear(batch, 0, count);
    }

    /// <summary>Fills the batch from the mailbox. True: a poison pill ended it.</summary>
    private bool FillBatch(int limit, ref int count)
    {
        while (count < limit && TryNext(out Mail mail))
        {
            object message = mail.Message;
            if (mail.IsNotice && !((INotice)message).TryOpen(cell, out message))
                continue;
            if (ReferenceEquals(message, PoisonPill.Instance))
                return true;
            if (count == batch.Length)
                Array.Resize(ref batch, Math.Max(FirstBatchRoom, batch.Length * 2));
            batch[count++] = new Envelope(message, mail.Sender);
        }
        return false;
    }

    private bool TryNext(out Mail mail)
    {
        if (!Stash.TryTakeFront(out mail) && !mailbox.TryTake(out mail))
            return false;
        handled++;
        handledBytes += mail.CountedBytes;
        return true;
    }

    private void Release()
    {
        mailbox.Release(handled, handledBytes);
        handled = 0;
        handledBytes = 0;
    }
}
