namespace ActorMQ.Cmd.Bench;

/// <summary>The limits of what <c>pbm bench</c> can be asked for.</summary>
internal static class BenchLimits
{
    public const int PartitionsMax = 1_024;

    /// <summary>Bytes; a smaller body has no room for the stamp and is made as large as this.</summary>
    public const int SizeMin = BenchStamp.Bytes;

    /// <summary>Bytes; what the node takes as a message.</summary>
    public const int SizeMax = 4 * 1024 * 1024;

    public const double SecondsMin = 0.1;

    public const double SecondsMax = 86_400;

    /// <summary>Messages a second.</summary>
    public const int RateMax = 10_000_000;

    public const int WindowMax = 1 << 20;

    public const int ClientsMax = 64;

    /// <summary>Bytes of all bodies that wait for their confirmation; a larger window is made smaller.</summary>
    public const long BodyBytesMax = 256L * 1024 * 1024;
}
