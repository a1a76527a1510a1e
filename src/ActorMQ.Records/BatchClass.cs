namespace ActorMQ.Records;

/// <summary>
/// What the records of a batch are. All records of one batch have one class. The numbers are stored: they never change.
/// </summary>
public enum BatchClass : byte
{
    /// <summary>Messages that are available as soon as they are durable.</summary>
    Plain = 0,

    /// <summary>Messages that become available at a due time.</summary>
    Delayed = 1,

    /// <summary>Records that the broker writes for itself.</summary>
    Control = 2,
}
