using ActorMQ.Client;
using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Worlds;

namespace ActorMQ.Simulation.Workloads;

/// <summary>One consumer of the workload: takes, settles as its conduct says, and writes it down.</summary>
internal sealed class ConsumerScript(
    ClientProcess process, ConsumerPlace place, ConsumerItem item, Knobs knobs, Random chance, HistoryRecorder history)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(200);

    /// <summary>Failures one after the other after which the application subscribes anew.</summary>
    private const int FailuresMax = 3;

    /// <summary>What the next subscription of this script adds to its number: nobody has one twice.</summary>
    private const int NumberStep = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly string group = place.Group;
    private readonly DeliveryHandling handling =
        new(process, place, knobs, chance, history) { Conduct = item.Conduct };
    private ActorMQClient? client;
    private Consumer? consumer;
    private int number = process.Number;
    private int failures;
    private bool isLeaving;
    private bool isWindowShort;
    private int forgotten;
    private bool isStarted;

    /// <summary>What it takes part in.</summary>
    public ConsumerPlace Place => place;

    /// <summary>Whether it takes messages, or will once it has connected.</summary>
    public bool IsActive => process.IsAlive && !isLeaving;

    /// <summary>Connects, subscribes, and consumes until it is told to leave or its process ends.</summary>
    public async Task RunAsync()
    {
        if (await process.ConnectAsync() is not { } connected || !IsActive)
            return;
        client = connected;
        while (IsActive)
            await ConsumeAsync(connected);
    }

    /// <summary>Ends it in order, soon.</summary>
    public void Leave() => isLeaving = true;

    /// <summary>
    /// From here on it acks everything at once. Where what it has forgotten fills half its window it subscribes anew.
    /// </summary>
    public void BeGood()
    {
        isWindowShort = 2 * forgotten >= item.WindowMessages;
        handling.Conduct = ConsumerConduct.Good;
    }

    /// <summary>Its process was killed.</summary>
    public void OnKilled()
    {
        if (isStarted)
            history.Add(new ConsumerChanged(group, number, IsStart: false, IsClean: false));
        isLeaving = true;
    }

    /// <summary>Writes down the losses of its connection that it has not looked at yet.</summary>
    public void NoteLosses()
    {
        while (client?.Events.TryRead(out ClientEvent? told) == true)
        {
            if (process.IsAlive && told.Kind == ClientEventKind.Lost && told.Group == group)
                history.Add(new LinkLost(group, number));
        }
    }

    private async Task ConsumeAsync(ActorMQClient connected)
    {
        consumer = connected.Subscribe(place.Topic, group, new ConsumerOptions
        {
            WindowMessages = item.WindowMessages,
            AckWait = TimeSpan.FromMilliseconds(knobs.AckWaitMs),
            ExtendMax = TimeSpan.FromMilliseconds(2 * knobs.AckWaitMs),
        });
        isStarted = true;
        failures = 0;
        handling.Consumer = number;
        history.Add(new ConsumerChanged(group, number, IsStart: true, IsClean: true));
        (isWindowShort, forgotten) = (false, 0);
        while (IsActive && failures < FailuresMax && !isWindowShort)
            await TakeOneAsync();
        if (process.IsAlive)
            await LeaveAsync();
        number += NumberStep;
    }

    private async Task TakeOneAsync()
    {
        try
        {
            Delivery? taken = await consumer!.NextAsync(Wait);
            NoteLosses();
            if (taken is { } delivery && process.IsAlive)
                await HandleAsync(delivery);
            failures = 0;
        }
        catch (ActorMQException)
        {
            // A damaged delivery, or no node for long, and the application goes on; or a subscription that has failed.
            failures++;
            await Task.Delay(Pause, process.Runtime.Time);
        }
    }

    private async Task HandleAsync(Delivery delivery)
    {
        if (!await handling.HandleAsync(delivery))
            forgotten++;
        else if (process.IsAlive && handling.Draws(handling.Conduct.Flush))
            await FlushAsync();
    }

    private async Task FlushAsync()
    {
        await consumer!.FlushAsync();
        if (process.IsAlive)
            history.Add(new SettlesFlushed(group, number, consumer.StaleSettlements));
    }

    private async Task LeaveAsync()
    {
        bool isClean = false;
        try
        {
            await FlushAsync();
            isClean = true;
        }
        catch (ActorMQException)
        {
            // Not durable in time: what it settled last may come again.
        }

        isStarted = false;
        NoteLosses();
        await consumer!.DisposeAsync();
        if (process.IsAlive)
            history.Add(new ConsumerChanged(group, number, IsStart: false, isClean));
    }
}
