using System.Text;
using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Messages;

/// <summary>A delivery as <c>msg tail</c> writes it. Bytes that are not UTF-8 are in Base64.</summary>
internal sealed record DeliveryLine(
    string Topic,
    int Partition,
    long Offset,
    int? Attempt,
    DateTimeOffset CreatedAt,
    string? Key,
    string? KeyBase64,
    string? Tag,
    IReadOnlyList<HeaderLine>? Headers,
    string? Body,
    string? BodyBase64)
{
    public static DeliveryLine Of(in Delivery delivery)
    {
        (string? key, string? keyBase64) = BytesAsText.Of(delivery.Key);
        (string? body, string? bodyBase64) = BytesAsText.Of(delivery.Body);
        return new DeliveryLine(
            delivery.Topic, delivery.Partition, delivery.Offset, delivery.Attempt, delivery.CreatedAt,
            delivery.Key.IsEmpty ? null : key, keyBase64, delivery.Tag,
            delivery.Headers is { Count: > 0 } headers ? [.. headers.Select(HeaderLine.Of)] : null,
            body, bodyBase64);
    }

    /// <summary>A message that was only looked at.</summary>
    public static DeliveryLine Of(string topic, PeekedMessage message) => new(
        topic, message.Partition, message.Offset, null, message.CreatedAt, message.Key, message.KeyBase64, message.Tag,
        message.Headers?.Select(static one => new HeaderLine(one.Name, one.Value, one.ValueBase64)).ToArray(),
        message.Body, message.BodyBase64);

    /// <summary>Where such lines go.</summary>
    public static Lines<DeliveryLine> To(Terminal terminal) =>
        new(terminal, static json => json.DeliveryLine, static (to, line) => to.Out.WriteLine(line.ForPeople()));

    /// <summary>One line for people: partition, offset, what is out of the ordinary, body.</summary>
    private string ForPeople()
    {
        var line = new StringBuilder($"{Partition}/{Offset}");
        if (Attempt > 1)
            line.Append($" attempt {Attempt}");
        if ((Key ?? KeyBase64) is { } key)
            line.Append($" key {key}");
        if (Tag is not null)
            line.Append($" tag {Tag}");
        foreach (HeaderLine header in Headers ?? [])
            line.Append($" {header.Name}={header.Value ?? header.ValueBase64}");
        return PrintableText.Of(line.Append(": ").Append(Body ?? $"base64 {BodyBase64}").ToString());
    }
}
