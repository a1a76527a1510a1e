namespace ActorMQ.Actors.Tests;

public sealed class StashTests
{
    [Fact]
    public void Unstashed_messages_come_first_and_in_their_order()
    {
        var sim = new Simulation(1);
        var seen = new List<object>();
        bool open = false;
        IActorRef actor = sim.Start((self, message) =>
        {
            if (message is "open")
            {
                open = true;
                self.Ctx.Stash.UnstashAll();
                return true;
            }
            if (!open)
                return self.Ctx.Stash.TryStash();
            seen.Add(message);
            return true;
        });
        foreach (object message in (object[])[1, 2, "open", 3])
            actor.Tell(message);

        sim.Settle();

        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public void The_bound_is_seen_by_the_actor_and_stashed_mail_keeps_its_place_in_the_box()
    {
        var sim = new Simulation(2);
        var stashed = new List<bool>();
        IActorRef actor = sim.System.ActorOf(
            ScriptActor.Of(
                (self, _) =>
                {
                    stashed.Add(self.Ctx.Stash.TryStash());
                    return true;
                },
                new MailboxOptions(3, 1_000, 1, 0) { StashMax = 2 }),
            "subject");
        for (int message = 0; message < 3; message++)
            Assert.Equal(TellResult.Accepted, actor.TryTell(message));
        sim.Settle();

        Assert.Equal([true, true, false], stashed);
        Assert.Equal(TellResult.Accepted, actor.TryTell("one place is left"));
        Assert.Equal(TellResult.MailboxFull, actor.TryTell("none"));
    }

    [Fact]
    public void The_stash_survives_a_restart_and_is_buried_at_the_end()
    {
        var sim = new Simulation(3);
        var seen = new List<object>();
        bool keep = true;
        IActorRef actor = sim.Start((self, message) =>
        {
            if (message is "fail")
                throw new BoomException();
            if (keep)
                return self.Ctx.Stash.TryStash();
            seen.Add(message);
            return true;
        });
        actor.Tell(1);
        actor.Tell(2);
        sim.Settle();
        keep = false;
        actor.Tell("fail");
        sim.Settle();
        Assert.Equal([1, 2], seen);

        keep = true;
        actor.Tell(3);
        sim.Settle();
        sim.System.Stop(actor);
        sim.Settle();

        Assert.Equal(1, sim.System.DeadLetters.Count(DeadLetterReason.Terminated));
    }

    [Fact]
    public void There_is_nothing_to_stash_outside_of_a_message()
    {
        var sim = new Simulation(4);
        Exception? failure = null;
        sim.Start(() => new ScriptActor
        {
            OnStart = self => failure = Record.Exception(() => self.Ctx.Stash.TryStash()),
        });

        sim.Settle();

        Assert.IsType<InvalidOperationException>(failure);
    }
}
