using ActorMQ.Broker.Partitions;
using ActorMQ.Journal;
using Microsoft.Extensions.Logging;

namespace ActorMQ.Simulation.Worlds;

/// <summary>Listens to what nodes log: an actor that failed for any but an expected reason is a violation.</summary>
internal sealed class FailureLog : ILoggerFactory, ILogger
{
    private readonly List<string> failures = [];

    /// <summary>What no fault explains.</summary>
    public IReadOnlyList<string> Failures => failures;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (exception is not null && !IsExpected(exception))
            failures.Add($"{formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
    }

    // A partition that could not read the store ends and is opened again; a damaged row is not served.
    private static bool IsExpected(Exception reason) =>
        reason is JournalCorruptException or JournalRefusedException or JournalFatalException
        || (reason is PartitionFailedException { InnerException: { } inner } && IsExpected(inner));
}
