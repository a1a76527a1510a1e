using ActorMQ.Server.Tests;

namespace ActorMQ.Cmd.Tests.Transcripts;

/// <summary>What <c>pbm topic</c>, <c>group</c> and <c>msg</c> write, to the letter, against a real node.</summary>
public sealed class Transcripts
{
    [Theory]
    [InlineData(false, "topics")]
    [InlineData(true, "topics-on-a-screen")]
    public async Task Topics(bool isScreen, string name)
    {
        await using TestNode node = await StartAsync();
        var transcript = new Transcript(node.Setup) { IsScreen = isScreen };

        await transcript.RunAsync("topic ls");
        await transcript.RunAsync("topic create orders --partitions 2");
        await transcript.RunAsync("topic create events -p 1 --kind log -o json");
        await transcript.RunAsync("topic create orders");
        await transcript.RunAsync("topic create a/b");
        await transcript.RunAsync("topic create many -p 2000000");
        await transcript.RunAsync("topic ls");
        await transcript.RunAsync("topic ls -o json");
        await transcript.RunAsync("topic show orders");
        await transcript.RunAsync("topic show orders -o json");
        await transcript.RunAsync("topic update orders --purge-after-ms 60000");
        await transcript.RunAsync("topic update orders --retention-ms 1");
        await transcript.RunAsync("topic update nothing --retention-ms 1000");
        await transcript.RunAsync("topic ls -o csv");
        await transcript.RunAsync("topic show nothing");
        await transcript.RunAsync("topic rm orders");
        await transcript.RunAsync("topic rm orders", input: "n\n", isPerson: true);
        await transcript.RunAsync("topic rm orders", input: "y\n", isPerson: true);
        await transcript.RunAsync("topic rm events --yes -o json");
        await transcript.RunAsync("topic rm events --yes");

        transcript.AssertIs(name);
    }

    [Theory]
    [InlineData(false, "groups")]
    [InlineData(true, "groups-on-a-screen")]
    public async Task Groups(bool isScreen, string name)
    {
        await using TestNode node = await StartAsync();
        var transcript = new Transcript(node.Setup) { IsScreen = isScreen };

        await transcript.RunAsync("topic create orders -p 2");
        await transcript.RunAsync("group ls orders");
        await transcript.RunAsync("group create orders billing --attempts 3 --backoff-min 50 --dead-letter failed");
        await transcript.RunAsync("group create orders billing");
        await transcript.RunAsync("group create orders audit -d off -o json");
        await transcript.RunAsync("group create orders a/b");
        await transcript.RunAsync("group create nothing g");
        await transcript.RunAsync("group update orders billing --ack-wait 60000 -d own");
        await transcript.RunAsync("group update orders billing --backoff-max 5");
        await transcript.RunAsync("group update orders billing --attempts 251");
        await transcript.RunAsync("group update orders nobody");
        await transcript.RunAsync("group ls orders");
        await transcript.RunAsync("group ls orders -o csv");
        await transcript.RunAsync("group ls orders -o json");
        await transcript.RunAsync("group show orders billing");
        await transcript.RunAsync("group lag orders billing");
        await transcript.RunAsync("group rm orders audit");
        await transcript.RunAsync("group rm orders audit", input: "y\n", isPerson: true);
        await transcript.RunAsync("group rm orders billing --yes -o json");
        await transcript.RunAsync("group rm orders billing --yes");

        transcript.AssertIs(name);
    }

    [Theory]
    [InlineData(false, "messages")]
    [InlineData(true, "messages-on-a-screen")]
    public async Task Messages(bool isScreen, string name)
    {
        await using TestNode node = await StartAsync();
        var transcript = new Transcript(node.Setup) { IsScreen = isScreen };

        await transcript.RunAsync("topic create orders -p 1");
        await transcript.RunAsync("msg send orders hello --key k1 --tag new -H trace=42 -H empty=");
        await transcript.RunAsync("msg send orders @not-a-file -o json");
        await transcript.RunAsync("msg send orders", input: "one\ntwo\n\u001b[31mred\n");
        await transcript.RunAsync("msg send orders again -n 3");
        await transcript.RunAsync("msg peek orders -n 3");
        await transcript.RunAsync("msg peek orders --offset 4 -n 1 -o json");
        await transcript.RunAsync("msg peek orders --last 2");
        await transcript.RunAsync("msg peek orders --from 1h -n 1 -o csv");
        await transcript.RunAsync("msg peek orders --from 2999-01-01T00:00:00Z");
        await transcript.RunAsync("msg peek orders -p 1");
        await transcript.RunAsync("msg peek nowhere");
        await transcript.RunAsync("msg send nowhere hello");
        await transcript.RunAsync("msg tail orders --last 2 -n 2");
        await transcript.RunAsync("msg tail orders -p 0 --offset 1 -n 1 -o json");
        await transcript.RunAsync("msg tail orders --idle 0.2");
        await transcript.RunAsync("msg tail nowhere");
        await transcript.RunAsync("msg tail orders -g look -n 2 --no-ack");
        await transcript.RunAsync("msg tail orders -g g -n 8");
        await transcript.RunAsync("msg tail orders -g g --idle 0.2");
        await transcript.RunAsync("group ls orders");
        await transcript.RunAsync("msg tail orders -g h -n 2 -o json");
        await transcript.RunAsync("msg tail nowhere -g g");
        await transcript.RunAsync("msg tail orders -g a/b");

        transcript.AssertIs(name);
    }

    [Fact]
    public async Task Misuse()
    {
        var transcript = new Transcript();

        await transcript.RunAsync("nothing");
        await transcript.RunAsync("topic create");
        await transcript.RunAsync("topic create orders -p many");
        await transcript.RunAsync("topic create orders -p 1025");
        await transcript.RunAsync("topic create orders --kind stack");
        await transcript.RunAsync("topic ls -o xml");
        await transcript.RunAsync("topic ls --http ftp://somewhere");
        await transcript.RunAsync("msg send orders hello -n 0");
        await transcript.RunAsync("msg send orders hello -H nameless");
        await transcript.RunAsync("msg tail orders --no-ack");
        await transcript.RunAsync("msg tail orders -g g --ack --no-ack");
        await transcript.RunAsync("msg tail orders -g g --last 5");
        await transcript.RunAsync("msg tail orders --idle -1");
        await transcript.RunAsync("msg peek orders --last 1 --offset 1");
        await transcript.RunAsync("msg peek orders --last 0");
        await transcript.RunAsync("msg peek orders --from yesterday");
        await transcript.RunAsync("topic ls --watch never");
        await transcript.RunAsync("group lag orders g --watch 0");

        transcript.AssertIs("misuse");
    }

    [Fact]
    public async Task A_node_that_is_not_there()
    {
        var nobody = new NodeSetup("", FreePort.Find(), FreePort.Find());
        var transcript = new Transcript(nobody);

        await transcript.RunAsync("topic ls");
        await transcript.RunAsync("msg send orders hello");

        transcript.AssertIs("unreachable");
    }

    private static Task<TestNode> StartAsync() => TestNode.StartAsync("actormq.journal.plugin=memory");
}
