using System.Text;
using ActorMQ.Broker;

namespace ActorMQ.Hosting.Http;

/// <summary>A stored message as the admin API writes it.</summary>
internal sealed record MessageJson(
    int Partition, long Offset, DateTimeOffset CreatedAt, string? Key, string? KeyBase64, string? Tag,
    HeaderJson[]? Headers, string? Body, string? BodyBase64)
{
    public static MessageJson Of(PeekedMessage message)
    {
        BytesJson key = message.Key.Length == 0 ? default : BytesJson.Of(message.Key);
        BytesJson body = BytesJson.Of(message.Body);
        return new MessageJson(
            message.Partition, message.Offset, DateTimeOffset.FromUnixTimeMilliseconds(message.CreatedUnixMs),
            key.Text, key.Base64, message.Tag.Length == 0 ? null : Encoding.UTF8.GetString(message.Tag),
            message.Headers.Count == 0 ? null : [.. message.Headers.Select(HeaderJson.Of)], body.Text, body.Base64);
    }
}
