namespace ActorMQ.Broker;

/// <summary>What a node may be told; every bound of the broker's memory is here.</summary>
public sealed record BrokerOptions
{
    /// <summary>Where the node listens for frames, as <c>host:port</c>; port 0 takes a free one.</summary>
    public string Endpoint { get; init; } = "127.0.0.1:4053";

    /// <summary>The node's name, shown to people.</summary>
    public string NodeId { get; init; } = "node-1";

    /// <summary>Bytes of record batches that the node may hold in memory: cache, commits and reads together.</summary>
    public long BatchBytesMax { get; init; } = 512L << 20;

    /// <summary>Bytes of batches that one partition's cache may keep for deliveries.</summary>
    public long CacheBytesMax { get; init; } = 256L << 20;

    /// <summary>
    /// Bytes of batches that one connection may have waiting for the disk; beyond it, it is not read.
    /// </summary>
    public long ConnectionInFlightBytesMax { get; init; } = 32L << 20;

    /// <summary>Bytes queued for a connection beyond which nothing is handed out to its consumers.</summary>
    public long DeliveryQueueBytesMax { get; init; } = 2L << 20;

    /// <summary>Tails without a group that the node serves at a time.</summary>
    public int TailsMax { get; init; } = 16;

    /// <summary>
    /// Bytes of batches that wait for the reader of one tail; what does not fit is read back from the journal later.
    /// </summary>
    public long TailBytesMax { get; init; } = 4L << 20;

    /// <summary>Subscriptions of one connection.</summary>
    public int SubscriptionsMax { get; init; } = 256;

    /// <summary>Messages that one consumer may have out on this node.</summary>
    public int WindowMessagesMax { get; init; } = 65_536;

    /// <summary>Bytes that one consumer may have out on this node.</summary>
    public int WindowBytesMax { get; init; } = 64 << 20;

    /// <summary>How long a consumer may hold a delivery when it names no time of its own.</summary>
    public TimeSpan AckWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest ack wait that a consumer may ask for.</summary>
    public TimeSpan AckWaitMax { get; init; } = TimeSpan.FromHours(12);

    /// <summary>
    /// How long settlements and hand-outs may wait for an append to ride in; up to twice as long behind one that has
    /// just left.
    /// </summary>
    public TimeSpan SettlementDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How long a node that stops waits for its consumers to settle what they have at work, and for its senders'
    /// answers. What is out then goes back, and no attempt counts.
    /// </summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long nothing can be handed to a consumer, though something waits for it, until it is told so.
    /// </summary>
    public TimeSpan SlowConsumerAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Event bytes of a partition after which a snapshot is written.</summary>
    public int SnapshotEventBytes { get; init; } = 256 << 10;

    /// <summary>
    /// Called when the store can no longer tell what is durable; must end the process, which then recovers at its
    /// start.
    /// </summary>
    public Action<Exception> OnFatal { get; init; } =
        static reason => Environment.FailFast($"ActorMQ ends: {reason.Message}", reason);

    /// <summary>How long a stopped partition waits before it is opened again; doubled up to the maximum.</summary>
    public TimeSpan ReopenDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before a stopped partition is opened again.</summary>
    public TimeSpan ReopenDelayMax { get; init; } = TimeSpan.FromSeconds(30);
}
