namespace ActorMQ.Records;

/// <summary>How each segment of bodies is stored. The numbers are stored: they never change.</summary>
public enum Compression : byte
{
    /// <summary>Segments hold the bodies as they are.</summary>
    None = 0,
}
