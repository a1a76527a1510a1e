namespace ActorMQ.TestKit;

/// <summary>What a run has done so far: a count and a hash, and each step for whoever looks on.</summary>
internal sealed class StepTrace
{
    private TraceHash hash = new();

    public ulong Hash => hash.Value;

    public long Steps { get; set; }

    public Action<TimeSpan, string>? Observer { get; set; }

    public void Add(TimeSpan time, string name)
    {
        hash.Add(time.Ticks);
        hash.Add(name);
        Observer?.Invoke(time, name);
    }
}
