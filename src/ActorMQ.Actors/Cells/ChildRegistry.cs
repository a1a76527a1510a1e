namespace ActorMQ.Actors.Cells;

/// <summary>The children of a cell. Locked, since top-level actors are made on any thread.</summary>
internal sealed class ChildRegistry
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Child> children = new(StringComparer.Ordinal);
    private int stopping;
    private bool closed;

    public bool IsEmpty
    {
        get
        {
            lock (gate)
                return children.Count == 0;
        }
    }

    /// <summary>Whether a child was told to stop and has not ended yet.</summary>
    public bool AnyStopping
    {
        get
        {
            lock (gate)
                return stopping != 0;
        }
    }

    /// <summary>Enters a child, so that nobody else can take its name.</summary>
    public void Add(ActorCell child)
    {
        string name = child.Path.Name;
        lock (gate)
        {
            if (closed)
                throw new InvalidOperationException($"{child.Path} cannot start: its parent is stopping.");
            if (!children.TryAdd(name, new Child(child)))
                throw new InvalidOperationException($"{child.Path} cannot start: its name is taken.");
        }
    }

    public void Remove(ActorCell child)
    {
        lock (gate)
        {
            if (children.Remove(child.Path.Name, out Child? gone) && gone.IsStopping)
                stopping--;
        }
    }

    public bool Contains(ActorCell child)
    {
        lock (gate)
            return Find(child) is not null;
    }

    public ActorCell[] Snapshot()
    {
        lock (gate)
            return [.. children.Values.Select(static child => child.Cell)];
    }

    public void TellAll(SystemMail mail)
    {
        foreach (ActorCell child in Snapshot())
            child.AddSystem(mail);
    }

    public void Stop(ActorCell child)
    {
        lock (gate)
        {
            if (Find(child) is not { IsStopping: false } found)
                return;
            found.IsStopping = true;
            stopping++;
        }
        child.AddSystem(new SystemMail.Stop());
    }

    /// <summary>Stops all children; a closing registry takes no new ones.</summary>
    public void StopAll(bool closing)
    {
        if (closing)
        {
            lock (gate)
                closed = true;
        }
        foreach (ActorCell child in Snapshot())
            Stop(child);
    }

    /// <summary>Whether the window of the child has room for one more restart, which is then taken.</summary>
    public bool MayRestart(ActorCell child, long now, SupervisorStrategy strategy)
    {
        lock (gate)
            return Find(child)?.Retries.TryTake(now, strategy.MaxRetries, strategy.Within) ?? false;
    }

    private Child? Find(ActorCell cell) =>
        children.TryGetValue(cell.Path.Name, out Child? child) && child.Cell == cell ? child : null;

    private sealed class Child(ActorCell cell)
    {
        public ActorCell Cell { get; } = cell;

        public RetryWindow Retries { get; } = new();

        public bool IsStopping { get; set; }
    }
}
