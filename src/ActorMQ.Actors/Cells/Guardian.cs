namespace ActorMQ.Actors.Cells;

/// <summary>The root of a system: the parent of its top-level actors.</summary>
internal sealed class Guardian : ActorBase
{
    public static Guardian New() => new();

    protected override bool Receive(object message) => false;
}
