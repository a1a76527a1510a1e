namespace ActorMQ.Protocol.Framing;

/// <summary>What became of a frame that was offered to a <see cref="SendQueue"/>.</summary>
internal enum SendAdmission : byte
{
    /// <summary>Not taken: sealed or full.</summary>
    Refused,

    /// <summary>Taken; the writer that is at work will come to it.</summary>
    Queued,

    /// <summary>Taken, and nobody is writing: the caller must see to it that somebody does.</summary>
    WriterNeeded,
}
