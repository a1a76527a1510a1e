using ActorMQ.Runtime;
using ActorMQ.TestKit;
using Xunit;

namespace ActorMQ.Actors.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task An_actor_answers_on_the_pooled_runtime()
    {
        using var runtime = new PooledRuntime();
        await using ActorSystem system = ActorSystem.Create("s", runtime);
        IActorRef echo = system.ActorOf(new Props(() => new Echo()), "echo");
        Assert.Equal("hi", await echo.Ask<string>("hi", TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_actor_answers_on_the_simulated_runtime()
    {
        var runtime = new SimulatedRuntime(1);
        ActorSystem system = ActorSystem.Create("s", runtime);
        IActorRef echo = system.ActorOf(new Props(() => new Echo()), "echo");
        string answer = "";
        runtime.Run(async () => answer = await echo.Ask<string>("hi", TimeSpan.FromSeconds(10)));
        Assert.Equal("hi", answer);
        runtime.Run(async () => await system.DisposeAsync());
        Assert.True(runtime.RunUntilIdle());
    }

    private sealed class Echo : ActorBase
    {
        protected override bool Receive(object message) => Sender!.TryTell(message, Self) == TellResult.Accepted;
    }
}
