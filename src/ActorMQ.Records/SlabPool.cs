using System.Numerics;

namespace ActorMQ.Records;

/// <summary>
/// Pooled memory for record batches, with an exact count of what is out. The cap is a signal, not a wall: who reads
/// bodies back or takes new ones asks <see cref="IsOverCap"/> first, because refusing memory in the middle of a batch
/// would help nobody. Thread-safe.
/// </summary>
public sealed class SlabPool
{
    private const int ClassBytesMin = 512;
    private const int ClassCount = 15;
    private const int ClassBytesMax = ClassBytesMin << (ClassCount - 1);

    private readonly Stack<byte[]>[] _idle = new Stack<byte[]>[ClassCount];
    private readonly long _idleBytesMax;
    private long _idleBytes;
    private long _rentedBytes;

    /// <summary>An empty pool.</summary>
    /// <param name="capBytes">
    /// Rented bytes from which on the pool calls itself over its cap. Idle memory is kept up to an eighth of it.
    /// </param>
    public SlabPool(long capBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capBytes, 1);
        CapBytes = capBytes;
        _idleBytesMax = capBytes / 8;
        for (var index = 0; index < ClassCount; index++)
            _idle[index] = new Stack<byte[]>();
    }

    /// <summary>Bytes of all slabs that are out, at the size of their arrays.</summary>
    public long RentedBytes => Volatile.Read(ref _rentedBytes);

    /// <summary>Bytes of arrays that wait for their next use.</summary>
    public long IdleBytes => Volatile.Read(ref _idleBytes);

    /// <summary>The cap of <see cref="RentedBytes"/>.</summary>
    public long CapBytes { get; }

    /// <summary>Whether more is out than the cap allows: no new work should start.</summary>
    public bool IsOverCap => RentedBytes > CapBytes;

    /// <summary>
    /// Memory of at least one reference and exactly <paramref name="size"/> usable bytes, whose content is arbitrary.
    /// </summary>
    public Slab Rent(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var array = size <= ClassBytesMax ? Take(ClassOf(size)) : GC.AllocateUninitializedArray<byte>(size);
        Interlocked.Add(ref _rentedBytes, array.Length);
        return new Slab(this, array, size);
    }

    internal void Return(byte[] array)
    {
        Interlocked.Add(ref _rentedBytes, -array.Length);
        if (array.Length > ClassBytesMax)
            return;
        if (Interlocked.Add(ref _idleBytes, array.Length) > _idleBytesMax)
        {
            Interlocked.Add(ref _idleBytes, -array.Length);
            return;
        }

        var idle = _idle[ClassOf(array.Length)];
        lock (idle)
            idle.Push(array);
    }

    private byte[] Take(int index)
    {
        var idle = _idle[index];
        byte[]? array;
        lock (idle)
            idle.TryPop(out array);
        if (array is null)
            return GC.AllocateUninitializedArray<byte>(ClassBytesMin << index);

        Interlocked.Add(ref _idleBytes, -array.Length);
        return array;
    }

    private static int ClassOf(int size) =>
        size <= ClassBytesMin ? 0 : BitOperations.Log2((uint)(size - 1)) - BitOperations.Log2(ClassBytesMin) + 1;
}
