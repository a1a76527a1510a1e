namespace ActorMQ.Actors.Tests;

/// <summary>The failure that tests make.</summary>
internal sealed class BoomException(string position = "") : Exception($"boom {position}"), IFailureAt
{
    public string Position { get; } = position;
}
