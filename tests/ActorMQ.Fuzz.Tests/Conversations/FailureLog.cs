using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ActorMQ.Fuzz.Tests.Conversations;

/// <summary>A node's log that keeps what must never be written because of an input: errors.</summary>
internal sealed class FailureLog : ILoggerFactory, ILogger
{
    /// <summary>The errors, with their causes.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    public void AddProvider(ILoggerProvider provider)
    {
        // What is logged goes nowhere else.
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Failures.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
