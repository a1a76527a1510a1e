using ActorMQ.Actors.Cells;
using ActorMQ.Runtime;

namespace ActorMQ.Actors.Tests;

public sealed class MailboxBoundTests
{
    [Fact]
    public void A_full_box_refuses_and_its_reserved_slots_still_take_replies()
    {
        var sim = new Simulation(1);
        var seen = new List<object>();
        IActorRef actor = sim.Start(() => Keeper(seen), mailbox: new MailboxOptions(2, 1_000, 1, 1));

        TellResult[] results = [actor.TryTell(1), actor.TryTell(2), actor.TryTell(3)];
        TellResult[] replies = [actor.TryTellReserved(4), actor.TryTellReserved(5)];
        sim.Settle();

        Assert.Equal([TellResult.Accepted, TellResult.Accepted, TellResult.MailboxFull], results);
        Assert.Equal([TellResult.Accepted, TellResult.MailboxFull], replies);
        Assert.Equal([1, 2, 4], seen);
    }

    [Fact]
    public void Timers_watches_lanes_and_reply_slots_get_through_a_full_box()
    {
        var sim = new Simulation(2);
        var seen = new List<object>();
        ReplySlot? slot = null;
        IActorRef subject = sim.Start(static (_, _) => true, "watched");
        IActorRef actor = sim.Start(
            () => new ScriptActor
            {
                OnStart = self =>
                {
                    slot = self.Ctx.ReserveReply();
                    self.Ctx.Watch(subject, "ended");
                    self.Ctx.Timers.Once("tick", TimeSpan.FromSeconds(1));
                    self.Ctx.RunOnLane("lane", () => "laned", done => done, failed => failed);
                },
                OnMessage = (_, message) => Note(seen, message),
            },
            mailbox: new MailboxOptions(1, 1_000, 1, 1));
        sim.Settle();
        Assert.Equal(TellResult.Accepted, actor.TryTell("mail"));
        Assert.Equal(TellResult.MailboxFull, actor.TryTell("refused"));

        slot!.Tell("slot");
        sim.System.Stop(subject);
        sim.Runtime.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(new HashSet<object> { "mail", "slot", "ended", "tick", "laned" }, seen.ToHashSet());
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public void A_slot_takes_one_answer_at_a_time_and_again_after_it_was_taken()
    {
        var sim = new Simulation(3);
        var seen = new List<object>();
        ReplySlot? slot = null;
        sim.Start(() => new ScriptActor
        {
            OnStart = self => slot = self.Ctx.ReserveReply(),
            OnMessage = (_, message) => Note(seen, message),
        });
        sim.Settle();

        slot!.Tell(1);
        Assert.Throws<InvalidOperationException>(() => slot.Tell(2));
        sim.Settle();
        slot.Tell(3);
        sim.Settle();

        Assert.Equal([1, 3], seen);
    }

    [Fact]
    public void Bytes_are_counted_refused_and_given_back()
    {
        var sim = new Simulation(4);
        IActorRef actor = sim.Start(() => new ScriptActor(), mailbox: new MailboxOptions(100, 100, 1, 1));

        Assert.Equal(TellResult.Accepted, actor.TryTell(new Sized(60)));
        Assert.Equal(TellResult.MailboxFull, actor.TryTell(new Sized(41)));
        Assert.Equal(TellResult.Accepted, actor.TryTell(new Sized(40)));
        sim.Settle();

        Assert.Equal(0, ((ActorCell)actor).WaitingBytes);
        Assert.Equal(TellResult.Accepted, actor.TryTell(new Sized(100)));
    }

    [Fact]
    public async Task A_burst_of_100_000_messages_stays_under_the_limit_of_bytes()
    {
        const int size = 100;
        var limits = new MailboxOptions(1_000_000, 1_000_000, 16, 1);
        using var runtime = new PooledRuntime();
        await using ActorSystem system = ActorSystem.Create("burst", runtime);
        using var hold = new ManualResetEventSlim();
        IActorRef actor = system.ActorOf(ScriptActor.Of((_, _) => Wait(hold), limits), "slow");
        var message = new Sized(size);

        int accepted = 0;
        for (int sent = 0; sent < 100_000; sent++)
        {
            if (actor.TryTell(message) == TellResult.Accepted)
                accepted++;
            Assert.True(((ActorCell)actor).WaitingBytes <= limits.MaxBytes);
        }
        hold.Set();

        Assert.InRange(accepted, limits.MaxBytes / size, 100_000);
        Assert.True(accepted < 100_000);
    }

    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void A_box_agrees_with_a_plain_list_of_what_waits(ulong seed)
    {
        var chance = new TestKit.SeededRandom(seed);
        var limits = new MailboxOptions(5, 40, 1, 3);
        var mailbox = new Mailbox(limits);
        var model = new Queue<int>();
        for (int step = 0; step < 2_000; step++)
        {
            int size = chance.Next(20);
            switch (chance.Next(3))
            {
                case 0:
                    bool room = model.Count < limits.MaxMessages && model.Sum() + size <= limits.MaxBytes;
                    bool taken = mailbox.TryAdd(new Sized(size), null) == TellResult.Accepted;
                    // A message of no bytes adds nothing to a box that replies have filled beyond its bytes.
                    Assert.Equal(room || (size == 0 && model.Count < limits.MaxMessages), taken);
                    if (taken)
                        model.Enqueue(size);
                    break;
                case 1:
                    bool reserve = model.Count < limits.MaxMessages + limits.ReservedForReplies;
                    Assert.Equal(reserve, mailbox.TryAddReserved(new Sized(size), null) == TellResult.Accepted);
                    if (reserve)
                        model.Enqueue(size);
                    break;
                default:
                    Assert.Equal(model.Count != 0, mailbox.TryTake(out Mail mail));
                    if (!model.TryDequeue(out int expected))
                        break;
                    Assert.Equal(expected, mail.Bytes);
                    mailbox.Release(1, mail.Bytes);
                    break;
            }
            Assert.Equal(model.Count, mailbox.Waiting);
            Assert.Equal(model.Sum(), mailbox.Bytes);
        }
    }

    private static ScriptActor Keeper(List<object> seen) =>
        new() { OnMessage = (_, message) => Note(seen, message) };

    private static bool Note(List<object> seen, object message)
    {
        seen.Add(message);
        return true;
    }

    private static bool Wait(ManualResetEventSlim hold)
    {
        hold.Wait(TimeSpan.FromSeconds(30));
        return true;
    }

    private sealed record Sized(int ApproximateBytes) : ISized;
}
