namespace ActorMQ.Runtime;

/// <summary>A piece of work that a runtime runs to its end on one thread, without waiting in between.</summary>
public interface IRunnable
{
    /// <summary>Runs one turn.</summary>
    void Run();
}
