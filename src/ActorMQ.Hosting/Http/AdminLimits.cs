namespace ActorMQ.Hosting.Http;

/// <summary>The caps of the admin HTTP port, in one place.</summary>
internal static class AdminLimits
{
    public const int BodyBytesMax = 64 * 1024;
    public const int HeaderBytesMax = 16 * 1024;
    public const int JsonDepthMax = 32;
    public const int PeekMax = 100;
    public const int PageMax = 1_000;
    public const int ConnectionsMax = 256;

    /// <summary>Bytes a second below which a body or an answer is given up, once the grace has passed.</summary>
    public const int BytesPerSecondMin = 4 * 1024;

    /// <summary>Partitions that one list looks into; topics and groups beyond are shown without figures.</summary>
    public const int MeasuredPartitionsMax = 20_000;

    public static readonly TimeSpan RateGrace = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan TailHeartbeat = TimeSpan.FromSeconds(10);
}
