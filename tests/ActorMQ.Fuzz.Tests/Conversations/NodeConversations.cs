using ActorMQ.Fuzz.Tests.Engine;

namespace ActorMQ.Fuzz.Tests.Conversations;

public sealed class NodeConversations
{
    private const string Name = "ActorMQ.Fuzz.Tests.Conversations.NodeConversations";

    [Fact]
    public void Hostile_clients_are_refused_with_a_reason_and_hurt_nobody_else()
    {
        InputLog log = FuzzRun.Play(
            new NodeTarget(), $"{Name}.{nameof(Hostile_clients_are_refused_with_a_reason_and_hurt_nobody_else)}");
        log.RequireOutcomes("SendReply", "Subscribed", "Deliver", "Settled", "Unsubscribed", "MetadataReply");
    }
}
