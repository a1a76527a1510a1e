using ActorMQ.Client;
using ActorMQ.Simulation.Networks;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Processes;
using ActorMQ.Simulation.Worlds;
using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Workloads;

/// <summary>A process of an application with one client in it.</summary>
internal sealed class ClientProcess
{
    private readonly Knobs knobs;

    public ClientProcess(SimulatedRuntime world, SimulatedNetwork network, Knobs knobs, int number)
    {
        this.knobs = knobs;
        Number = number;
        Runtime = new ProcessRuntime(world, $"client {number}");
        Transport = network.Join(Runtime, number, isOwner: false, OwnerProcess.TransportOf(knobs));
    }

    public int Number { get; }

    public ProcessRuntime Runtime { get; }

    public ProcessTransport Transport { get; }

    /// <summary>Whether it has not been killed.</summary>
    public bool IsAlive => Runtime.IsAlive;

    /// <summary>Connects, however long it takes; null when the process was killed meanwhile.</summary>
    public async Task<ActorMQClient?> ConnectAsync()
    {
        while (IsAlive)
        {
            try
            {
                return await ActorMQClient.ConnectOverAsync(Runtime, Transport, Endpoints(), OptionsOf());
            }
            catch (ActorMQException)
            {
                // No node is there at present: the application tries again, as long as it takes.
            }
        }

        return null;
    }

    // Each client begins with another node, so that zombies have clients too.
    private string Endpoints() => string.Join(',', Enumerable.Range(0, knobs.Owners)
        .Select(index => OwnerProcess.EndpointOf(1 + ((Number + index) % knobs.Owners))));

    private static ClientOptions OptionsOf() => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        RequestTimeout = TimeSpan.FromSeconds(10),
        ReconnectPause = TimeSpan.FromMilliseconds(20),
        ReconnectPauseMax = TimeSpan.FromMilliseconds(500),
        OutageMax = TimeSpan.FromSeconds(30),
    };
}
