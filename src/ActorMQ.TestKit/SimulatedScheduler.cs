using ActorMQ.Runtime;

namespace ActorMQ.TestKit;

/// <summary>Runs tasks as steps of the simulation.</summary>
internal sealed class SimulatedScheduler(SimulatedRuntime runtime) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    protected override void QueueTask(Task task)
    {
        runtime.CheckThread("QueueTask");
        runtime.MakeReady(new TaskStep(this, task));
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private sealed class TaskStep(SimulatedScheduler scheduler, Task task) : IRunnable, INamed
    {
        public string Name => "task";

        public void Run() => scheduler.TryExecuteTask(task);
    }
}
