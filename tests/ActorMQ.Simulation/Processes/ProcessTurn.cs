using ActorMQ.Runtime;

namespace ActorMQ.Simulation.Processes;

/// <summary>A turn of a process, which runs only while its process does.</summary>
internal sealed class ProcessTurn(ProcessRuntime process, IRunnable turn) : IRunnable, INamed
{
    public string Name => turn is INamed named ? named.Name : turn.GetType().Name;

    public void Run()
    {
        if (process.Admits(this))
            turn.Run();
    }
}
