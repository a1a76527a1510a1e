using System.Text.Unicode;

namespace ActorMQ.Cmd.Messages;

/// <summary>Shows bytes: as text when they are UTF-8, otherwise in Base64.</summary>
internal static class BytesAsText
{
    public static (string? Text, string? Base64) Of(ReadOnlyMemory<byte> bytes) => Utf8.IsValid(bytes.Span)
        ? (System.Text.Encoding.UTF8.GetString(bytes.Span), null)
        : (null, Convert.ToBase64String(bytes.Span));
}
