namespace ActorMQ.Records;

/// <summary>Which columns a batch carries. The bits are stored: they never change.</summary>
[Flags]
public enum BatchColumns : ushort
{
    /// <summary>One end per body; no keys, tags or headers.</summary>
    None = 0,

    /// <summary>The column of 64-bit key hashes.</summary>
    KeyHash = 1,

    /// <summary>The column of 32-bit tag hashes.</summary>
    TagHash = 2,

    /// <summary>The column of <see cref="RecordFlags"/>, and with it a metadata block.</summary>
    Flags = 4,

    /// <summary>All bodies have one length: the column of body ends is that single length.</summary>
    EqualBodies = 8,
}
