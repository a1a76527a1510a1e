namespace ActorMQ.Hosting;

/// <summary>
/// The settings of a node, already checked. <c>docs/operations.md</c> lists the keys they are read from.
/// </summary>
public sealed record NodeOptions
{
    /// <summary>Where the node keeps everything that it stores. Key <c>actormq.data-directory</c>.</summary>
    public string DataDirectory { get; init; } = "./actormq-data";

    /// <summary>The node's name, shown to people. Key <c>actormq.node-id</c>.</summary>
    public string NodeId { get; init; } = "node-1";

    /// <summary>Address that takes frames. Key <c>actormq.remote.host</c>.</summary>
    public string RemoteHost { get; init; } = "127.0.0.1";

    /// <summary>Port that takes frames; 0 chooses a free one. Key <c>actormq.remote.port</c>.</summary>
    public int RemotePort { get; init; } = 4053;

    /// <summary>Address of the admin HTTP API. Key <c>actormq.http.host</c>.</summary>
    public string HttpHost { get; init; } = "127.0.0.1";

    /// <summary>Port of the admin HTTP API; 0 chooses a free one. Key <c>actormq.http.port</c>.</summary>
    public int HttpPort { get; init; } = 8558;

    /// <summary>
    /// Names that a Host header may have beside the node's own. Key <c>actormq.http.allowed-hosts</c>.
    /// </summary>
    public IReadOnlyList<string> HttpAllowedHosts { get; init; } = [];

    /// <summary>Which journal stores the messages. Key <c>actormq.journal.plugin</c>.</summary>
    public JournalPlugin Journal { get; init; } = JournalPlugin.Sqlite;

    /// <summary>
    /// The SQLite file; empty: <c>actormq.db</c> in the data directory. Key <c>actormq.journal.sqlite.path</c>.
    /// </summary>
    public string SqlitePath { get; init; } = "";

    /// <summary>
    /// Bytes of messages that the node may hold in memory: cache, commits and reads together. Key
    /// <c>actormq.memory.batches</c>.
    /// </summary>
    public long BatchBytesMax { get; init; } = 512L << 20;

    /// <summary>Bytes of messages that a partition may keep for deliveries. Key <c>actormq.memory.cache</c>.</summary>
    public long CacheBytesMax { get; init; } = 256L << 20;

    /// <summary>
    /// How long a consumer may hold a delivery when it names no time of its own. Key <c>actormq.delivery.ack-wait</c>.
    /// </summary>
    public TimeSpan AckWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the node may listen beyond loopback although nobody is asked who they are. Key
    /// <c>actormq.security.open-to-network</c>.
    /// </summary>
    public bool OpenToNetwork { get; init; }

    /// <summary>How long a clean stop may take. Key <c>actormq.coordinated-shutdown.timeout</c>.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(10);

    internal string SqliteFile =>
        SqlitePath.Length > 0
            ? Path.GetFullPath(SqlitePath)
            : Path.Combine(Path.GetFullPath(DataDirectory), "actormq.db");
}
