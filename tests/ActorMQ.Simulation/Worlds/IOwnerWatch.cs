namespace ActorMQ.Simulation.Worlds;

/// <summary>Told when a node process comes to an end, or should, without anybody's wish.</summary>
internal interface IOwnerWatch
{
    /// <summary>The node says that it must end.</summary>
    void OnFatal(OwnerProcess process);

    /// <summary>A fault ends the node within a commit.</summary>
    void OnKilledInCommit(OwnerProcess process);

    /// <summary>The node has lost a partition to somebody who does not serve it.</summary>
    void OnUsurped(OwnerProcess process);
}
