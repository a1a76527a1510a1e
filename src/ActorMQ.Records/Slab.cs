namespace ActorMQ.Records;

/// <summary>
/// Counted memory of one record batch. Born with one reference, that of whoever rented it; the last
/// <see cref="Release"/> gives the memory back to its <see cref="SlabPool"/>, and every use after that throws.
/// References may be taken and released on any thread.
/// </summary>
public sealed class Slab
{
    private readonly SlabPool _pool;
    private byte[]? _array;
    private int _references = 1;

    internal Slab(SlabPool pool, byte[] array, int length)
    {
        _pool = pool;
        _array = array;
        Length = length;
        Capacity = array.Length;
    }

    /// <summary>Bytes that were asked for.</summary>
    public int Length { get; }

    /// <summary>Bytes of memory that it takes.</summary>
    public int Capacity { get; }

    /// <summary>The memory, <see cref="Length"/> bytes.</summary>
    /// <exception cref="ObjectDisposedException">The last reference was released.</exception>
    public Memory<byte> Memory => Array.AsMemory(0, Length);

    /// <summary>The memory, <see cref="Length"/> bytes.</summary>
    /// <exception cref="ObjectDisposedException">The last reference was released.</exception>
    public Span<byte> Span => Array.AsSpan(0, Length);

    private byte[] Array => Volatile.Read(ref _array) ?? throw new ObjectDisposedException(nameof(Slab));

    /// <summary>Takes one more reference. Only who holds one may take another.</summary>
    /// <exception cref="ObjectDisposedException">The last reference was released.</exception>
    public void Retain()
    {
        var seen = Volatile.Read(ref _references);
        while (seen > 0)
        {
            var before = Interlocked.CompareExchange(ref _references, seen + 1, seen);
            if (before == seen)
                return;
            seen = before;
        }

        throw new ObjectDisposedException(nameof(Slab));
    }

    /// <summary>Gives up one reference; the last one returns the memory.</summary>
    /// <exception cref="ObjectDisposedException">There was no reference left.</exception>
    public void Release()
    {
        var left = Interlocked.Decrement(ref _references);
        if (left > 0)
            return;
        if (left < 0)
        {
            Interlocked.Increment(ref _references);
            throw new ObjectDisposedException(nameof(Slab), "A slab was released more often than it was retained.");
        }

        _pool.Return(Interlocked.Exchange(ref _array, null)!);
    }
}
