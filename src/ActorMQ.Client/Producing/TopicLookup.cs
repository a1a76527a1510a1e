using ActorMQ.Client.Links;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Producing;

/// <summary>Asks the node for a producer's topic, one request at a time. Its owner's lock guards it.</summary>
internal sealed class TopicLookup(string topic, SharedLink link)
{
    // The request that is out; 0: none.
    private uint request;

    public bool IsOut => request != 0;

    /// <summary>Until when the answer must be there; null: none is out.</summary>
    public long? DueMs { get; private set; }

    /// <summary>Asks, unless it has and waits for the answer.</summary>
    public void Ask(IReplyTarget asker, long dueMs)
    {
        if (IsOut)
            return;
        var question = new MetadataRequest { Topic = { topic } };
        if (link.TrySend(asker, FrameType.Metadata, question, null, out uint number))
            (request, DueMs) = (number, dueMs);
    }

    /// <summary>No answer will come any more.</summary>
    public void Forget() => (request, DueMs) = (0, null);

    /// <summary>Whether that is the number of the request that is out.</summary>
    public bool IsAnswer(uint number) => IsOut && number == request;

    /// <summary>Reads the answer: the route; or an error; or neither, and the connection is given up.</summary>
    public (TopicRoute? Route, Error? Error) Read(in InboundFrame frame)
    {
        Forget();
        if (frame.Type == FrameType.Error)
            return (null, ProtocolCodec.Parse(Error.Parser, frame.Head));
        MetadataReply reply = ProtocolCodec.Parse(MetadataReply.Parser, frame.Head);
        TopicMetadata? told = reply.Topic.FirstOrDefault(one => one.Name == topic);
        if (frame.Type != FrameType.MetadataReply || told is null)
            return BadAnswer($"The node was asked for topic {topic} and told another.");
        if (told.Error is { Code: not ErrorCode.None } error)
            return (null, error);
        return told.Partitions is < 1 or > Limits.PartitionsMax
            ? BadAnswer(
                $"The node gave topic {topic} {told.Partitions} partitions; 1 to {Limits.PartitionsMax} can be.")
            : (new TopicRoute(told.Id, told.Partitions, told.Generation), null);
    }

    private (TopicRoute? Route, Error? Error) BadAnswer(string why)
    {
        link.Restart(ErrorCatalogue.BadAnswer.With(why));
        return (null, null);
    }
}
