using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Records;

namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: store this checked batch. The partition gets one count of the slab.</summary>
internal sealed class Append(IBatchSender sender, uint correlation, Slab slab, in BatchHeader header) : ISized
{
    private readonly BatchHeader header = header;

    public IBatchSender Sender { get; } = sender;

    public uint Correlation { get; } = correlation;

    public Slab Slab { get; } = slab;

    public ref readonly BatchHeader Header => ref header;

    public int ApproximateBytes => Slab.Length;
}
