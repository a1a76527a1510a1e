using ActorMQ.Records;

namespace ActorMQ.Hosting.Http;

/// <summary>A message's header as the admin API writes it.</summary>
internal sealed record HeaderJson(string Name, string? Value, string? ValueBase64)
{
    public static HeaderJson Of(MessageHeader header)
    {
        BytesJson value = BytesJson.Of(header.Value);
        return new HeaderJson(header.Name, value.Text, value.Base64);
    }
}
