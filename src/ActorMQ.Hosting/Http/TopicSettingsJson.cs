using ActorMQ.Core.Topics;

namespace ActorMQ.Hosting.Http;

/// <summary>How long a topic keeps its messages, as the admin API writes it.</summary>
internal sealed record TopicSettingsJson(long PurgeAfterMs, long RetentionMs, long RetentionBytes)
{
    public static TopicSettingsJson Of(TopicSettings settings) =>
        new(settings.PurgeAfterMs, settings.RetentionMs, settings.RetentionBytes);
}
