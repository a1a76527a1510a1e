using System.Text;
using ActorMQ.Broker.DeadLetters;

namespace ActorMQ.Hosting.Http;

/// <summary>A dead letter as the admin API writes it; its headers are those that it was sent with.</summary>
internal sealed record DeadLetterJson(
    int Partition, long Offset, int OriginPartition, long OriginOffset, int Attempts, string Cause, string Reason,
    DateTimeOffset CreatedAt, DateTimeOffset MovedAt, long Redrives)
{
    private const long UnixMsMax = 253_402_300_799_999;

    public string? Key { get; private init; }

    public string? KeyBase64 { get; private init; }

    public string? Tag { get; private init; }

    public HeaderJson[]? Headers { get; private init; }

    public string? Body { get; private init; }

    public string? BodyBase64 { get; private init; }

    public static DeadLetterJson Of(DeadLetter letter)
    {
        BytesJson key = letter.Message.Key.Length == 0 ? default : BytesJson.Of(letter.Message.Key);
        BytesJson body = BytesJson.Of(letter.Message.Body);
        HeaderJson[] headers =
        [
            .. letter.Message.Headers
                .Where(static one => !one.Name.StartsWith(DeadLetter.HeaderPrefix, StringComparison.Ordinal))
                .Select(HeaderJson.Of),
        ];
        return new DeadLetterJson(
            letter.Place.Partition, letter.Place.Offset, letter.OriginPartition, letter.OriginOffset,
            letter.Attempts, letter.Cause, letter.Reason, At(letter.CreatedUnixMs), At(letter.MovedUnixMs),
            letter.Redrives)
        {
            Key = key.Text,
            KeyBase64 = key.Base64,
            Tag = letter.Message.Tag.Length == 0 ? null : Encoding.UTF8.GetString(letter.Message.Tag),
            Headers = headers.Length == 0 ? null : headers,
            Body = body.Text,
            BodyBase64 = body.Base64,
        };
    }

    /// <summary>The same with the body in Base64 whatever it is: for tools that put it back.</summary>
    public static DeadLetterJson ForExport(DeadLetter letter) =>
        Of(letter) with { BodyBase64 = Convert.ToBase64String(letter.Message.Body) };

    // A header says what its sender wrote.
    private static DateTimeOffset At(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(unixMs, 0, UnixMsMax));
}
