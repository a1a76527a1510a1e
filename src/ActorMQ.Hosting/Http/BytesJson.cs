using System.Text;
using System.Text.Unicode;

namespace ActorMQ.Hosting.Http;

/// <summary>Bytes as the admin API writes them: text when they are UTF-8, otherwise Base64.</summary>
internal readonly record struct BytesJson(string? Text, string? Base64)
{
    public static BytesJson Of(ReadOnlyMemory<byte> bytes) => Utf8.IsValid(bytes.Span)
        ? new BytesJson(Encoding.UTF8.GetString(bytes.Span), null)
        : new BytesJson(null, Convert.ToBase64String(bytes.Span));
}
