namespace ActorMQ.TestKit;

/// <summary>Everything that is drawn from one seed: a stream for each purpose, and ids.</summary>
internal sealed class SeedSource
{
    private readonly SeededRandom ids;
    private readonly Dictionary<string, int> purposes = new(StringComparer.Ordinal);

    public SeedSource(ulong seed)
    {
        Seed = seed;
        ids = Random("ids");
    }

    public ulong Seed { get; }

    /// <summary>A stream of its own for each use of a purpose.</summary>
    public SeededRandom Random(string purpose)
    {
        int uses = purposes.GetValueOrDefault(purpose);
        purposes[purpose] = uses + 1;
        var hash = new TraceHash();
        hash.Add((long)Seed);
        hash.Add($"{purpose}#{uses}");
        return new SeededRandom(hash.Value);
    }

    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        ids.NextBytes(bytes);
        return new Guid(bytes);
    }
}
