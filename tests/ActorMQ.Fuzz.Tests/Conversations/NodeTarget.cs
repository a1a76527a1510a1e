using ActorMQ.Fuzz.Tests.Engine;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Conversations;

/// <summary>A node and its hostile clients: each conversation is an input, and a round has many.</summary>
internal sealed class NodeTarget : FuzzTarget
{
    private const int ConversationsPerRound = 60;
    private const int OpenMax = 4;
    private const int FramesMax = 7;

    // What a conversation may allocate: so much at any rate, and so much for each byte that it gave or got.
    private const long AllocatedBytesBase = 4L << 20;
    private const long AllocatedBytesPerByte = 64;

    public override long AllocatedBytesMax => 1L << 30;

    public override void Play(SeededRandom random, InputLog log)
    {
        using var node = new FuzzedNode(random.NextBits());
        var open = new List<Conversation>();
        for (int index = 0; index < ConversationsPerRound; index++)
        {
            if (open.Count == OpenMax)
                End(open, random.Next(OpenMax));
            open.Add(Converse(node, random, log));
            node.RequireHealth();
            if (index % 10 == 9)
                Witness.Send(node);
        }

        while (open.Count != 0)
            End(open, 0);
        Witness.Send(node);
        node.Stop();
        node.Restart();
        node.Stop();
    }

    private static Conversation Converse(FuzzedNode node, SeededRandom random, InputLog log)
    {
        var conversation = new Conversation(node, random);
        try
        {
            for (int left = random.Next(1, FramesMax + 1); left > 0 && !conversation.IsOver; left--)
            {
                conversation.Say();
                Pass(node.Runtime, random);
            }
        }
        finally
        {
            log.Add(conversation.Given);
        }

        long moved = conversation.Given.Length + conversation.Answers.Bytes;
        Assert.InRange(conversation.Allocated, 0, AllocatedBytesBase + AllocatedBytesPerByte * moved);
        foreach ((string name, int count) in conversation.Answers.Counts)
            log.Count(name, count);
        log.Count($"Closed {conversation.Closed}");
        return conversation;
    }

    // Most frames come at once; some when the last is stored, a few when leases or connections have run out.
    private static void Pass(SimulatedRuntime runtime, SeededRandom random)
    {
        int chance = random.Next(60);
        if (chance == 0)
            runtime.Advance(TimeSpan.FromSeconds(31));
        else if (chance < 12)
            runtime.Advance(TimeSpan.FromMilliseconds(chance * 10));
    }

    private static void End(List<Conversation> open, int index)
    {
        open[index].Leave();
        open.RemoveAt(index);
    }
}
