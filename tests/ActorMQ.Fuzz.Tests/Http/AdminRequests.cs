using ActorMQ.Fuzz.Tests.Engine;

namespace ActorMQ.Fuzz.Tests.Http;

public sealed class AdminRequests
{
    private const string Name = "ActorMQ.Fuzz.Tests.Http.AdminRequests";

    [Fact]
    public async Task Whatever_the_admin_port_is_told_is_done_or_refused_with_a_reason()
    {
        await using PipedNode node = await PipedNode.StartAsync();
        const string Test = $"{Name}.{nameof(Whatever_the_admin_port_is_told_is_done_or_refused_with_a_reason)}";
        InputLog log = await Task.Run(() => FuzzRun.Play(new AdminTarget(node), Test));
        log.RequireOutcomes("200", "201", "204", "400", "404", "405", "409", "413", "415", "421", "tail");
    }
}
