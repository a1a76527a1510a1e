using ActorMQ.Protocol;

namespace ActorMQ.Client.Links;

/// <summary>Who has sent requests over a <see cref="SharedLink"/>, and hears of its coming and going.</summary>
internal interface IReplyTarget
{
    void OnUp();

    /// <summary>An answer to a request of this target; its bytes are valid during the call.</summary>
    /// <returns>True when it was the last answer to that request.</returns>
    bool OnReply(in InboundFrame frame);

    void OnWritable();

    /// <summary>No request that is out will be answered any more.</summary>
    void OnDown(ActorMQException why);
}
