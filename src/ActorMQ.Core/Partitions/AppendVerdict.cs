namespace ActorMQ.Core.Partitions;

/// <summary>What a partition answers to an <see cref="AppendBatch"/>.</summary>
public enum AppendVerdict : byte
{
    /// <summary>Apply <see cref="AppendDecision.Event"/> and store the batch; answer once it is durable.</summary>
    Accepted,

    /// <summary>An exact retry: store nothing; answer with the original offset once that one is durable.</summary>
    Duplicate,

    /// <summary>Store nothing; answer with <see cref="AppendDecision.Refusal"/>.</summary>
    Refused,
}
