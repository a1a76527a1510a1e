using System.Diagnostics.CodeAnalysis;

namespace ActorMQ.Client;

/// <summary>How a send of <see cref="Producer.TrySendAsync"/> ended: a receipt, or why there is none.</summary>
public readonly struct SendResult
{
    internal SendResult(SendReceipt receipt) => Receipt = receipt;

    internal SendResult(ActorMQException error) => Error = error;

    /// <summary>Whether the node has stored the message durably.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSent => Error is null;

    /// <summary>Where the message is stored; meaningless unless <see cref="IsSent"/>.</summary>
    public SendReceipt Receipt { get; }

    /// <summary>Why the message was not stored, or (<c>AMQ-3011</c>) may have been; null when it was.</summary>
    public ActorMQException? Error { get; }
}
