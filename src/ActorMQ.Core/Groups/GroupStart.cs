namespace ActorMQ.Core.Groups;

/// <summary>Where a new group begins on a partition.</summary>
public enum GroupStart : byte
{
    /// <summary>At the oldest record that is certainly kept.</summary>
    Earliest = 0,

    /// <summary>Behind the last record.</summary>
    Latest = 1,
}
