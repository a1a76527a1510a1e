using ActorMQ.Broker;
using ActorMQ.Core;
using ActorMQ.Protocol;
using ActorMQ.Simulation.Networks;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Processes;
using ActorMQ.Simulation.Stores;
using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Worlds;

/// <summary>One start of a node: its process, its view of the store and of the network, and the node itself.</summary>
internal sealed class OwnerProcess : IStoreFaultEnds
{
    private readonly OwnerSurroundings around;

    public OwnerProcess(OwnerSurroundings around, SimulatedRuntime world, int owner, int incarnation)
    {
        this.around = around;
        Owner = owner;
        Incarnation = incarnation;
        Runtime = new ProcessRuntime(world, $"owner {owner}.{incarnation}");
        Transport = around.Network.Join(Runtime, owner, isOwner: true, TransportOf(around.Knobs));
        Store = new SimulatedStore(around.Store, owner, Runtime, this);
    }

    public int Owner { get; }

    public int Incarnation { get; }

    public ProcessRuntime Runtime { get; }

    public ProcessTransport Transport { get; }

    public SimulatedStore Store { get; }

    /// <summary>The node; null until it has started.</summary>
    public BrokerNode? Node { get; private set; }

    /// <summary>Whether it has been told to end in order.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Whether it serves, or is about to.</summary>
    public bool IsRunning => Runtime.IsAlive && !IsStopping;

    /// <summary>Whether the store knows it as the owner of every partition.</summary>
    public bool HoldsAll => around.Store.IsAllHeldBy(Store);

    /// <summary>Where a node listens.</summary>
    public static string EndpointOf(int owner) => $"node{owner}:4053";

    /// <summary>What every process of a world expects of its connections.</summary>
    public static TransportOptions TransportOf(Knobs knobs) => new()
    {
        Heartbeat = TimeSpan.FromMilliseconds(knobs.HeartbeatMs),
        Silence = TimeSpan.FromMilliseconds(knobs.SilenceMs),
        Handshake = TimeSpan.FromMilliseconds(knobs.HeartbeatMs),
        Farewell = TimeSpan.FromMilliseconds(200),
    };

    /// <summary>Recovers and listens.</summary>
    public async Task StartAsync() => Node = await BrokerNode.StartAsync(
        OptionsOf(around.Knobs), Runtime, Transport, Store, new OwnerLog(around.Failures, this));

    /// <summary>Ends in order.</summary>
    public async Task StopAsync()
    {
        IsStopping = true;
        if (Node is not null)
            await Node.StopAsync();
    }

    /// <summary>Whether the store knows it as the owner of a partition.</summary>
    public bool Holds(PartitionId partition) => around.Store.IsHeldBy(Store, partition);

    void IStoreFaultEnds.OnKilledInCommit() => around.Watch.OnKilledInCommit(this);

    void IStoreFaultEnds.OnUsurped() => around.Watch.OnUsurped(this);

    private BrokerOptions OptionsOf(Knobs knobs) => new()
    {
        Endpoint = EndpointOf(Owner),
        NodeId = Runtime.Name,
        CacheBytesMax = knobs.CacheBytesMax,
        DeliveryQueueBytesMax = knobs.DeliveryQueueBytesMax,
        ConnectionInFlightBytesMax = knobs.ConnectionInFlightBytesMax,
        SnapshotEventBytes = knobs.SnapshotEventBytes,
        SettlementDelay = TimeSpan.FromMilliseconds(knobs.SettlementDelayMs),
        ReopenDelay = TimeSpan.FromMilliseconds(knobs.ReopenDelayMs),
        ReopenDelayMax = TimeSpan.FromMilliseconds(8 * knobs.ReopenDelayMs),
        OnFatal = _ => around.Watch.OnFatal(this),
    };
}
