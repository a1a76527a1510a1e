namespace ActorMQ.Actors.Cells;

/// <summary>An order between cells about life and death; handled before ordinary mail.</summary>
internal abstract class SystemMail
{
    public abstract void Run(CellLife life);

    public sealed class Start : SystemMail
    {
        public override void Run(CellLife life) => life.Start();
    }

    public sealed class Suspend : SystemMail
    {
        public override void Run(CellLife life) => life.Suspend();
    }

    public sealed class Resume : SystemMail
    {
        public override void Run(CellLife life) => life.Resume();
    }

    /// <summary>The decision to go on, for the cell that failed.</summary>
    public sealed class Forgive : SystemMail
    {
        public override void Run(CellLife life) => life.Forgive();
    }

    public sealed class Restart(Exception reason) : SystemMail
    {
        public override void Run(CellLife life) => life.Restart(reason);
    }

    public sealed class Stop : SystemMail
    {
        public override void Run(CellLife life) => life.Stop();
    }

    public sealed class ChildFailed(ActorCell child, Exception reason) : SystemMail
    {
        public override void Run(CellLife life) => life.Judge(child, reason);
    }

    public sealed class ChildEnded(ActorCell child) : SystemMail
    {
        public override void Run(CellLife life) => life.Bury(child);
    }

    public sealed class Watch(ActorCell watcher) : SystemMail
    {
        public override void Run(CellLife life) => life.AddWatcher(watcher);
    }

    public sealed class Unwatch(ActorCell watcher) : SystemMail
    {
        public override void Run(CellLife life) => life.RemoveWatcher(watcher);
    }
}
