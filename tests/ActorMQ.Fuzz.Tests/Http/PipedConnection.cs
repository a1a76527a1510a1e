using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace ActorMQ.Fuzz.Tests.Http;

/// <summary>The server's end of a connection of <see cref="PipedConnections"/>.</summary>
internal sealed class PipedConnection(string id, IDuplexPipe transport) : ConnectionContext
{
    private readonly CancellationTokenSource closed = new();

    public override string ConnectionId { get; set; } = id;

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; } = transport;

    public override CancellationToken ConnectionClosed
    {
        get => closed.Token;
        set => throw new NotSupportedException();
    }

    /// <summary>The client goes away.</summary>
    public void HangUp() => closed.Cancel();

    public override void Abort(ConnectionAbortedException abortReason) => Transport.Input.CancelPendingRead();

    /// <summary>The server is done with it, which must end the answer.</summary>
    public override async ValueTask DisposeAsync()
    {
        await Transport.Input.CompleteAsync();
        await Transport.Output.CompleteAsync();
        await base.DisposeAsync();
        closed.Dispose();
    }
}
