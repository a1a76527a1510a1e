namespace ActorMQ.Cmd.Verify;

/// <summary>What is sent, so that whoever receives can tell each message and whether it is whole.</summary>
/// <remarks>Message n belongs to key n modulo <paramref name="Keys"/>, and its bytes follow from seed and n.</remarks>
/// <param name="Topic">Where to.</param>
/// <param name="Seed">Tells one set of messages from all others.</param>
/// <param name="Count">How many messages; at most <see cref="CountMax"/>.</param>
/// <param name="Keys">How many keys.</param>
/// <param name="Size">Bytes of a body.</param>
internal sealed record VerifyPlan(string Topic, int Seed, int Count, int Keys, int Size)
{
    /// <summary>A verification remembers ten bytes for each message.</summary>
    public const int CountMax = 20_000_000;

    public const int KeysMax = 65_536;

    /// <summary>The key of a message.</summary>
    public string KeyOf(int number) => $"key-{number % Keys}";
}
