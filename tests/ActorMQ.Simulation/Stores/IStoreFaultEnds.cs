namespace ActorMQ.Simulation.Stores;

/// <summary>What a fault of the store leads to outside of it.</summary>
internal interface IStoreFaultEnds
{
    /// <summary>The node ends, within a commit.</summary>
    void OnKilledInCommit();

    /// <summary>The node has lost a partition to somebody who does not serve it.</summary>
    void OnUsurped();
}
