namespace ActorMQ.Runtime;

/// <summary>A runnable that says who it is, for traces and errors.</summary>
public interface INamed
{
    /// <summary>A name that is the same in each run of the same program with the same seed.</summary>
    string Name { get; }
}
