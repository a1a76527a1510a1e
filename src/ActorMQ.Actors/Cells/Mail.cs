namespace ActorMQ.Actors.Cells;

/// <summary>What waits in a mailbox.</summary>
/// <param name="Message">A message, or an <see cref="INotice"/> of the kernel.</param>
/// <param name="Sender">Who may be answered.</param>
/// <param name="Bytes">The bytes it was counted at, or <see cref="NoticeMark"/>.</param>
internal readonly record struct Mail(object Message, IActorRef? Sender, int Bytes)
{
    private const int NoticeMark = -1;

    public Mail(INotice notice)
        : this(notice, null, NoticeMark)
    {
    }

    /// <summary>Whether the message is a notice; told by the mark, since a type check costs more.</summary>
    public bool IsNotice => Bytes == NoticeMark;

    public int CountedBytes => Math.Max(Bytes, 0);
}
