using ActorMQ.Client;

namespace ActorMQ.Cmd.Messages;

/// <summary>A header as <c>msg tail</c> writes it.</summary>
internal sealed record HeaderLine(string Name, string? Value, string? ValueBase64)
{
    public static HeaderLine Of(Header header)
    {
        (string? text, string? base64) = BytesAsText.Of(header.Value);
        return new HeaderLine(header.Name, text, base64);
    }
}
