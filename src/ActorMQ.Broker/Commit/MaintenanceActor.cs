using ActorMQ.Actors;

namespace ActorMQ.Broker.Commit;

/// <summary>
/// Has the journal look after itself when no commit would: a pause after its last step when there is more to do, and
/// while its storage is full, for sends would be refused for ever. An actor, so that its timers end with the node.
/// </summary>
internal sealed class MaintenanceActor(NodeContext node) : ActorBase
{
    /// <summary>The storage is full.</summary>
    public static readonly object StorageFull = new();

    /// <summary>The journal has more to do.</summary>
    public static readonly object Due = new();

    private static readonly object NextStep = new();
    private static readonly object SpaceLook = new();
    private static readonly TimeSpan SpacePause = TimeSpan.FromSeconds(1);

    private bool isStepArmed;

    protected override bool Receive(object message)
    {
        if (message == Due)
            ArmStep();
        else if (message == NextStep)
            Step();
        else if (message == StorageFull || message == SpaceLook)
            LookForSpace();
        else
            return false;
        return true;
    }

    private void ArmStep()
    {
        if (isStepArmed)
            return;
        isStepArmed = true;
        Context.Timers.StartSingle(NextStep, NextStep, GroupCommitter.MaintenancePause);
    }

    private void Step()
    {
        isStepArmed = false;
        node.Committer.Maintain();
    }

    private void LookForSpace()
    {
        if (!node.Storage.IsFull)
            return;
        node.Committer.Maintain();
        Context.Timers.StartSingle(SpaceLook, SpaceLook, SpacePause);
    }
}
