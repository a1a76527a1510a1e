using ActorMQ.Protocol;
using ActorMQ.TestKit;

namespace ActorMQ.Client.Tests;

/// <summary>A client and a <see cref="ScriptedNode"/> in one thread and in virtual time.</summary>
internal sealed class Simulation
{
    public Simulation(ulong seed, int partitions = 4)
    {
        Runtime = new SimulatedRuntime(seed);
        Transport = new MemoryTransport(Runtime);
        Node = new ScriptedNode(Transport, partitions);
    }

    public SimulatedRuntime Runtime { get; }

    public MemoryTransport Transport { get; }

    public ScriptedNode Node { get; }

    public ValueTask<ActorMQClient> ConnectAsync(ClientOptions? options = null) =>
        ActorMQClient.ConnectOverAsync(
            Runtime, Transport, "node:1", options, TestContext.Current.CancellationToken);

    public static void Run(ulong seed, Func<Simulation, Task> scenario, int partitions = 4)
    {
        var simulation = new Simulation(seed, partitions);
        simulation.Runtime.Run(() => scenario(simulation));
        Assert.Empty(simulation.Node.Violations);
    }
}
