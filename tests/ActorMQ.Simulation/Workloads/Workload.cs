using ActorMQ.Core.Groups;
using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Networks;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Worlds;
using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Workloads;

/// <summary>All clients of a world.</summary>
internal sealed class Workload(
    SimulatedRuntime runtime, Knobs knobs, SimulatedNetwork network, HistoryRecorder history, FailureLog failures)
{
    private const int BurstMessages = 100;

    /// <summary>Consumers have numbers from here on, producers below.</summary>
    private const int FirstConsumer = 10;

    private readonly Dictionary<int, ProducerScript> producers = [];
    private readonly Dictionary<int, ConsumerScript> consumers = [];
    private readonly Dictionary<int, ClientProcess> processes = [];
    private long lastMessage;

    /// <summary>Whether a send of a living producer has not ended.</summary>
    public bool HasPending => producers.Values.Any(producer => producer.HasPending);

    /// <summary>Where there was a consumer.</summary>
    public IReadOnlyCollection<ConsumerPlace> Places =>
        [.. consumers.Values.Select(consumer => consumer.Place).Distinct()];

    public void Send(SendItem item)
    {
        if (item.Count >= BurstMessages)
            network.Tally.Count(FaultKind.Burst);
        if (!producers.TryGetValue(item.Producer, out ProducerScript? producer))
        {
            Random chance = runtime.Random($"producer {item.Producer}");
            producer = new ProducerScript(NewProcess(item.Producer), knobs, chance, history, failures);
            producers.Add(item.Producer, producer);
        }

        producer.Send(item, lastMessage + 1);
        lastMessage += item.Count;
    }

    public void Start(ConsumerItem item) => Start(item, ConsumerPlace.OfGroup(item.Group));

    /// <summary>Whether a topic has or had a consumer.</summary>
    public bool Consumes(string topic) => consumers.Values.Any(consumer => consumer.Place.Topic == topic);

    /// <summary>Has somebody take everything of a topic.</summary>
    public void Drain(string topic, int firstPartition)
    {
        var place = new ConsumerPlace(topic, firstPartition, $"drain.{topic}");
        var policy = new GroupPolicy();
        history.Add(new GroupTold(
            place.Group, topic, policy.AttemptLimit, policy.BackoffMinMs, policy.BackoffMaxMs, policy.BackoffFactor,
            policy.JitterPercent, policy.DeadLetter));
        StartGood(place);
    }

    private void Start(ConsumerItem item, ConsumerPlace place)
    {
        Random chance = runtime.Random($"consumer {item.Consumer}");
        var consumer = new ConsumerScript(
            NewProcess(FirstConsumer + item.Consumer), place, item, knobs, chance, history);
        consumers.Add(item.Consumer, consumer);
        _ = failures.WatchAsync($"Consumer {item.Consumer}", consumer.RunAsync());
    }

    public void Leave(int consumer)
    {
        if (consumers.TryGetValue(consumer, out ConsumerScript? script))
            script.Leave();
    }

    /// <summary>Ends a client process at once; where the fault names none, the one with the highest number.</summary>
    public void Kill(FaultItem fault)
    {
        ClientProcess[] living = [.. processes.Values.Where(one => one.IsAlive).OrderBy(one => one.Number)];
        if (living.Length == 0)
            return;
        ClientProcess process = living[fault.Client % living.Length];
        network.Tally.Count(FaultKind.ClientKill);
        process.Runtime.Kill();
        network.Lose(process.Transport, isSilent: fault.OneIn == 1);
        if (consumers.TryGetValue(process.Number - FirstConsumer, out ConsumerScript? consumer))
            consumer.OnKilled();
        if (producers.TryGetValue(process.Number, out ProducerScript? producer))
            producer.OnKilled();
    }

    /// <summary>From here on everybody behaves, and each group has somebody who takes everything.</summary>
    public void Heal()
    {
        foreach (ConsumerScript consumer in consumers.Values)
            consumer.BeGood();
        foreach (ConsumerPlace place in Places)
        {
            if (!consumers.Values.Any(consumer => consumer.Place == place && consumer.IsActive))
                StartGood(place);
        }
    }

    /// <summary>Writes down what consumers have not looked at yet: some work on a delivery for long.</summary>
    public void NoteLosses()
    {
        foreach (ConsumerScript consumer in consumers.Values)
            consumer.NoteLosses();
    }

    private void StartGood(ConsumerPlace place)
    {
        int number = consumers.Keys.DefaultIfEmpty().Max() + 1;
        Start(new ConsumerItem(0, number, 0, 4096, ConsumerConduct.Good, 0), place);
    }

    private ClientProcess NewProcess(int number)
    {
        var process = new ClientProcess(runtime, network, knobs, number);
        processes.Add(number, process);
        return process;
    }
}
