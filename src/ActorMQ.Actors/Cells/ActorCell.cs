using ActorMQ.Runtime;

namespace ActorMQ.Actors.Cells;

/// <summary>The place of one actor: its reference, its mailbox and its turns, through all restarts.</summary>
internal sealed class ActorCell : IActorRef, IRunnable, INamed
{
    private readonly Mailbox mailbox;
    private readonly Turn turn;

    public ActorCell(ActorSystem system, ActorPath path, ActorCell? parent, Props props)
    {
        System = system;
        Path = path;
        Parent = parent;
        Props = props;
        Limits = props.Mailbox ?? MailboxOptions.Default;
        mailbox = new Mailbox(Limits);
        Life = new CellLife(this);
        turn = new Turn(this, mailbox);
    }

    public ActorSystem System { get; }

    public ActorPath Path { get; }

    public ActorCell? Parent { get; }

    public Props Props { get; }

    public MailboxOptions Limits { get; }

    public CellLife Life { get; }

    public Turn Turn => turn;

    public int Waiting => mailbox.Waiting;

    public long WaitingBytes => mailbox.Bytes;

    string INamed.Name => Path.Elements;

    public TellResult TryTell(object message, IActorRef? sender = null)
    {
        TellResult result = mailbox.TryAdd(message, sender);
        if (result == TellResult.Accepted)
            Wake();
        return result;
    }

    public TellResult TryTellReserved(object message, IActorRef? sender = null)
    {
        TellResult result = mailbox.TryAddReserved(message, sender);
        if (result == TellResult.Accepted)
            Wake();
        return result;
    }

    public void AddNotice(INotice notice)
    {
        mailbox.AddNotice(notice);
        Wake();
    }

    public void AddSystem(SystemMail mail)
    {
        mailbox.AddSystem(mail);
        Wake();
    }

    public void Run()
    {
        while (mailbox.TryTakeSystem(out SystemMail? mail))
            mail!.Run(Life);
        if (Life.IsReceiving)
            turn.Receive();
        else if (Life.HasEnded)
            turn.DropAll();
        int held = Life.HasEnded ? 0 : turn.Stash.Count;
        if (mailbox.EndTurn(Life.IsReceiving || Life.HasEnded, held))
            System.Runtime.Schedule(this);
    }

    public void Close() => mailbox.Close();

    public void Bury(object message, IActorRef? sender, DeadLetterReason reason) =>
        System.DeadLetters.Add(new DeadLetter(message, Path, sender, reason));

    public override string ToString() => Path.ToString();

    private void Wake()
    {
        if (mailbox.TryBegin())
            System.Runtime.Schedule(this);
    }
}
