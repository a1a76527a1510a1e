using System.Globalization;

namespace ActorMQ.Client;

/// <summary>Where a look at stored messages begins, in each partition.</summary>
public readonly record struct MessageStart
{
    private readonly string? parameter;
    private readonly long value;

    private MessageStart(string parameter, long value) => (this.parameter, this.value) = (parameter, value);

    /// <summary>At the oldest message that is kept.</summary>
    public static MessageStart Oldest { get; } = new("offset", 0);

    /// <summary>Behind the newest: only what is stored later.</summary>
    public static MessageStart Newest => default;

    /// <summary>At an offset, from 0 on; when it is gone, at the oldest message behind it.</summary>
    public static MessageStart At(long offset) => new("offset", offset);

    /// <summary>So many messages before the newest, from 1 on.</summary>
    public static MessageStart Last(long count) => new("last", count);

    /// <summary>At what was stored at a time or later, by the node's clock.</summary>
    public static MessageStart From(DateTimeOffset time) => new("from", time.ToUnixTimeMilliseconds());

    internal string ToQuery(int? partition)
    {
        string start = parameter is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{parameter}={value}");
        return partition is { } only
            ? string.Create(CultureInfo.InvariantCulture, $"partition={only}&{start}").TrimEnd('&')
            : start;
    }
}
