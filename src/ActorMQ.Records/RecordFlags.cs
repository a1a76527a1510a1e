namespace ActorMQ.Records;

/// <summary>Which metadata a record has. The bits are stored: they never change.</summary>
[Flags]
public enum RecordFlags : byte
{
    /// <summary>A body alone.</summary>
    None = 0,

    /// <summary>The record has a key.</summary>
    Key = 1,

    /// <summary>The record has a tag.</summary>
    Tag = 2,

    /// <summary>The record has headers.</summary>
    Headers = 4,
}
