using ActorMQ.Fuzz.Tests.Engine;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Http;

/// <summary>The admin API behind its real web server: what one connection says is an input, a round has many.</summary>
internal sealed class AdminTarget(PipedNode node) : FuzzTarget
{
    private const int ConnectionsPerRound = 200;

    // The work is done by threads of the pool, whose memory is not counted here.
    public override long AllocatedBytesMax => 1L << 30;

    public override void Play(SeededRandom random, InputLog log) => PlayAsync(random, log).GetAwaiter().GetResult();

    private async Task PlayAsync(SeededRandom random, InputLog log)
    {
        var requests = new RequestMaker(random);
        for (int left = ConnectionsPerRound; left > 0; left--)
        {
            byte[] input = requests.Make();
            log.Add(input);
            List<int> statuses = HttpAnswers.Read(await node.TalkAsync(input));
            foreach (int status in statuses)
                log.Count(status == HttpAnswers.EventStreamStatus ? "tail" : $"{status}");
            if (statuses.Count == 0)
                log.Count("silence");
        }

        await node.ResetAsync();
    }
}
