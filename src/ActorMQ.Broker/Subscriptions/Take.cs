namespace ActorMQ.Broker.Subscriptions;

/// <summary>A subscriber's demand on one partition, and the answer to it, in one object that goes to and fro.</summary>
/// <remarks>
/// At most one is under way for a subscriber and a partition, so that a hand-out costs no allocation.
/// </remarks>
internal sealed class Take(Subscription subscription, int index)
{
    public Subscription Subscription { get; } = subscription;

    /// <summary>The partition's index.</summary>
    public int Index { get; } = index;

    public int MessagesMax { get; set; }

    public int BytesMax { get; set; }

    /// <summary>Messages handed out.</summary>
    public int Messages { get; set; }

    /// <summary>Bytes handed out.</summary>
    public int Bytes { get; set; }

    /// <summary>The partition's tenure, under which it handed them out.</summary>
    public long Tenure { get; set; }

    /// <summary>Why it ended where it did.</summary>
    public TakeEnd End { get; set; }

    /// <summary>Whether the partition has it.</summary>
    public bool IsOut { get; set; }

    public void Ask(int messagesMax, int bytesMax)
    {
        (MessagesMax, BytesMax) = (messagesMax, bytesMax);
        (Messages, Bytes, End, IsOut) = (0, 0, TakeEnd.Empty, true);
    }
}
