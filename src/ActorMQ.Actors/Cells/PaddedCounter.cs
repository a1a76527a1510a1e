using System.Runtime.InteropServices;

namespace ActorMQ.Actors.Cells;

/// <summary>A counter on cache lines of its own, so that its writers do not slow readers nearby.</summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct PaddedCounter
{
    [FieldOffset(96)]
    private int value;

    public readonly int Value => Volatile.Read(in value);

    public int Increment() => Interlocked.Increment(ref value);

    public void Subtract(int amount) => Interlocked.Add(ref value, -amount);
}
