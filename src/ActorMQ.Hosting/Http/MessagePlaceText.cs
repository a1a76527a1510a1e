using System.Globalization;
using ActorMQ.Broker.Inspection;

namespace ActorMQ.Hosting.Http;

/// <summary>A place among messages as the addresses of pages have it: <c>partition:offset</c>.</summary>
internal static class MessagePlaceText
{
    public static string Write(MessagePlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.Partition}:{place.Offset}");

    public static bool TryRead(string text, out MessagePlace place)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        place = default;
        if (colon < 0
            || !int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int partition)
            || !long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long offset))
            return false;
        place = new MessagePlace(partition, offset);
        return true;
    }
}
