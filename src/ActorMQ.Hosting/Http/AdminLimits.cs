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
    public static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(10);
}
