using ActorMQ.Actors.Cells;

namespace ActorMQ.Actors.Calls;

/// <summary>Pipes and lane calls of one actor that are under way. Bounded by the reserved slots.</summary>
internal sealed class CallTable(ActorCell cell)
{
    private readonly HashSet<ICall> calls = [];

    public void Add(ICall call)
    {
        if (calls.Count >= cell.Limits.ReservedForReplies)
        {
            throw new InvalidOperationException(
                $"{cell.Path} has {calls.Count} pipes and lane calls under way; wait for some to come back, "
                + $"or raise {nameof(MailboxOptions)}.{nameof(MailboxOptions.ReservedForReplies)}.");
        }
        calls.Add(call);
    }

    /// <summary>Takes a call that has come back. False: it belongs to an instance that is gone.</summary>
    public bool TryRemove(ICall call) => calls.Remove(call);

    public void CancelAll()
    {
        foreach (ICall call in calls)
            call.Cancel();
        calls.Clear();
    }
}
