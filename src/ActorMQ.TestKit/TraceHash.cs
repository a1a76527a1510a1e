namespace ActorMQ.TestKit;

/// <summary>A 64-bit FNV-1a hash that is the same in each process.</summary>
internal struct TraceHash()
{
    private const ulong Prime = 0x100000001B3;

    public ulong Value { get; private set; } = 0xCBF29CE484222325;

    public void Add(long number)
    {
        for (int shift = 0; shift < 64; shift += 8)
            AddByte((byte)(number >> shift));
    }

    public void Add(string text)
    {
        foreach (char letter in text)
        {
            AddByte((byte)letter);
            AddByte((byte)(letter >> 8));
        }
    }

    private void AddByte(byte value) => Value = (Value ^ value) * Prime;
}
