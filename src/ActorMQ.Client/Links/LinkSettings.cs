using ActorMQ.Protocol;
using ActorMQ.Runtime;
using Google.Protobuf;

namespace ActorMQ.Client.Links;

/// <summary>What all links of one client share.</summary>
internal sealed record LinkSettings(
    ActorRuntime Runtime,
    ITransport Transport,
    IReadOnlyList<string> Endpoints,
    ByteString ClientId,
    ClientOptions Options)
{
    public ClientEvents Events { get; } = new(Runtime.Time);
}
