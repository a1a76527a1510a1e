namespace ActorMQ.Actors;

/// <summary>Stops its receiver when all mail before it has been handled.</summary>
public sealed class PoisonPill
{
    private PoisonPill()
    {
    }

    /// <summary>The one pill.</summary>
    public static PoisonPill Instance { get; } = new();
}
