using ActorMQ.Actors;
using ActorMQ.Broker.Connections;
using ActorMQ.Records;

namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: store this checked batch. The partition gets one count of the slab.</summary>
internal sealed class Append(Session session, uint correlation, Slab slab, in BatchHeader header) : ISized
{
    private readonly BatchHeader header = header;

    public Session Session { get; } = session;

    public uint Correlation { get; } = correlation;

    public Slab Slab { get; } = slab;

    public ref readonly BatchHeader Header => ref header;

    public int ApproximateBytes => Slab.Length;
}
