using System.Threading.Channels;

namespace ActorMQ.Client.Links;

/// <summary>The events of one client, of which the oldest are dropped when nobody reads. Thread-safe.</summary>
internal sealed class ClientEvents
{
    public const int WaitingMax = 1_024;

    private readonly TimeProvider time;
    private readonly Channel<ClientEvent> channel;
    private readonly Lock gate = new();

    // Dropped, and told by no event that is still there.
    private long dropped;

    public ClientEvents(TimeProvider time)
    {
        this.time = time;
        var options = new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropOldest };
        channel = Channel.CreateBounded<ClientEvent>(options, OnDropped);
    }

    public ChannelReader<ClientEvent> Reader => channel.Reader;

    public void Add(ClientEventKind kind, Func<ClientEvent, ClientEvent> fill)
    {
        lock (gate)
        {
            ClientEvent told = fill(new ClientEvent(kind, time.GetUtcNow()) { Dropped = dropped });
            dropped = 0;
            channel.Writer.TryWrite(told);
        }
    }

    /// <summary>There will be no more.</summary>
    public void Complete() => channel.Writer.TryComplete();

    // Called by TryWrite, under the lock.
    private void OnDropped(ClientEvent lost) => dropped += 1 + lost.Dropped;
}
