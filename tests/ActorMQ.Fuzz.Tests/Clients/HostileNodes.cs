using ActorMQ.Fuzz.Tests.Engine;

namespace ActorMQ.Fuzz.Tests.Clients;

public sealed class HostileNodes
{
    private const string Name = "ActorMQ.Fuzz.Tests.Clients.HostileNodes";

    [Fact]
    public void Nothing_that_a_node_says_breaks_a_client()
    {
        InputLog log = FuzzRun.Play(new ClientTarget(), $"{Name}.{nameof(Nothing_that_a_node_says_breaks_a_client)}");
        log.RequireOutcomes("None", "ProtocolError", "FrameTooLarge", "delivered", "AMQ-4006", "AMQ-1010");
    }
}
