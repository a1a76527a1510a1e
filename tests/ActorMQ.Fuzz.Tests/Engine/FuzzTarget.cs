using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Engine;

/// <summary>A part of the product that is given hostile inputs.</summary>
internal abstract class FuzzTarget
{
    /// <summary>
    /// Bytes that one round may allocate on its thread, with what makes and checks the inputs: an input must not buy
    /// memory.
    /// </summary>
    public virtual long AllocatedBytesMax => 64L << 20;

    /// <summary>
    /// Plays one round: draws inputs by chance, notes each in the log, gives them to the product, and throws when it
    /// does anything but accept or refuse them. Nothing of an earlier round may matter.
    /// </summary>
    public abstract void Play(SeededRandom random, InputLog log);
}
