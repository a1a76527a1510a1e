namespace ActorMQ.Broker.Commit;

/// <summary>Who sent a batch to a partition, and hears once what became of it. From any thread.</summary>
internal interface IBatchSender
{
    /// <summary>It is durable.</summary>
    void ReplySent(uint correlation, long baseOffset, bool isDuplicate, int bytes);

    /// <summary>It was not stored.</summary>
    void RefuseSend(uint correlation, in Problem problem, int bytes);
}
