using ActorMQ.Broker.Partitions;
using ActorMQ.Core;
using ActorMQ.Journal;
using Microsoft.Extensions.Logging;

namespace ActorMQ.Simulation.Worlds;

/// <summary>Listens to what one node logs: an actor that failed for an unexpected reason is a violation.</summary>
internal sealed class OwnerLog(FailureLog failures, OwnerProcess owner) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel) && exception is not null && !IsExpected(exception))
            failures.Add($"{owner.Runtime.Name}: {formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
    }

    // A partition that could not read the store ends and is opened again; a damaged row is not served; and whoever has
    // lost a partition finds another owner's state where his was.
    private bool IsExpected(Exception reason) => reason switch
    {
        JournalCorruptException or CorruptRecordException => true,
        JournalRefusedException or JournalFatalException => true,
        PartitionFailedException failed =>
            (failed.InnerException is { } inner && IsExpected(inner)) || !owner.Holds(failed.Partition),
        _ => false,
    };
}
