namespace ActorMQ.Actors;

/// <summary>Where an actor lives.</summary>
/// <param name="System">The name of its system.</param>
/// <param name="Elements">The names from the top-level actor down, joined by slashes.</param>
/// <param name="Uid">Tells actors apart that had the same name one after the other.</param>
public readonly record struct ActorPath(string System, string Elements, long Uid)
{
    /// <summary>The name of the actor among its parent's children.</summary>
    public string Name => Elements[(Elements.LastIndexOf('/') + 1)..];

    /// <inheritdoc/>
    public override string ToString() => $"{System}/{Elements}#{Uid}";
}
