using ActorMQ.Actors;
using Microsoft.Extensions.Logging;

namespace ActorMQ.Broker.Commit;

/// <summary>Whether the journal's storage is full, as the journal's lane saw it last. Thread-safe.</summary>
internal sealed class StorageState(ILogger log)
{
    private volatile bool isFull;

    /// <summary>Whether senders are refused; settlements and deletions go on.</summary>
    public bool IsFull => isFull;

    /// <summary>Who has the journal look for space from then on; set before the first commit.</summary>
    public IActorRef? Maintenance { get; set; }

    /// <summary>Notes how it is.</summary>
    public void Note(bool isFullNow)
    {
        if (isFull == isFullNow)
            return;
        isFull = isFullNow;
        if (isFullNow)
        {
            log.StorageFull();
            Maintenance?.TryTellReserved(MaintenanceActor.StorageFull);
        }
        else
        {
            log.StorageFree();
        }
    }
}
