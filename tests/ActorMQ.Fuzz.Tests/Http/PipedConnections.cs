using System.IO.Pipelines;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace ActorMQ.Fuzz.Tests.Http;

/// <summary>Connections to a web server without a network: two pipes each.</summary>
internal sealed class PipedConnections : IConnectionListenerFactory, IConnectionListener
{
    private readonly Channel<ConnectionContext> waiting = Channel.CreateBounded<ConnectionContext>(16);
    private long made;

    public EndPoint EndPoint { get; private set; } = new IPEndPoint(IPAddress.Loopback, 1);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        EndPoint = endpoint;
        return ValueTask.FromResult<IConnectionListener>(this);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await waiting.Reader.WaitToReadAsync(cancellationToken) && waiting.Reader.TryRead(out ConnectionContext? next)
            ? next
            : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        waiting.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    /// <summary>
    /// Says all of <paramref name="input"/>, closes its half, and answers all that came back; goes away from what
    /// has no end of its own.
    /// </summary>
    public async Task<byte[]> TalkAsync(byte[] input, TimeSpan limit)
    {
        var toClient = new Pipe(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
        var connection = new PipedConnection($"piped-{++made}", new Duplex(new WholeInput(input), toClient.Writer));
        await waiting.Writer.WriteAsync(connection);
        return await ListenAsync(connection, toClient.Reader).WaitAsync(limit);
    }

    private static async Task<byte[]> ListenAsync(PipedConnection connection, PipeReader from)
    {
        using var output = new MemoryStream();
        bool isEndless = false;
        while (true)
        {
            ReadResult read = await from.ReadAsync();
            foreach (ReadOnlyMemory<byte> part in read.Buffer)
                output.Write(part.Span);
            from.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return output.ToArray();
            if (!isEndless && HttpAnswers.IsEndless(output.GetBuffer().AsSpan(0, (int)output.Length)))
            {
                isEndless = true;
                connection.HangUp();
            }
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
