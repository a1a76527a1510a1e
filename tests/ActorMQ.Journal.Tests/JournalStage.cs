namespace ActorMQ.Journal.Tests;

/// <summary>A journal of one test, whatever its kind, and its driver.</summary>
public abstract class JournalStage(JournalSource source) : IDisposable
{
    private protected JournalDriver Driver { get; } = new(source.Open());

    public void Dispose()
    {
        Driver.Journal.Dispose();
        source.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the journal and opens what it has left.</summary>
    protected void Reopen() => Driver.Journal = source.Reopen(Driver.Journal);
}
