using ActorMQ.Client;

namespace ActorMQ.Cmd.Bench;

/// <summary>One connection of a run, with its producer and its consumer.</summary>
internal sealed class BenchClient : IAsyncDisposable
{
    // Below the time that a run waits for what is missing: a message that was lost on its way comes again in time.
    private static readonly ConsumerOptions Consuming = new() { AckWait = TimeSpan.FromSeconds(10) };

    private readonly ActorMQClient client;

    public BenchClient(ActorMQClient client, BenchPlan plan, ArrivalSet[] arrivals, int index)
    {
        this.client = client;
        Receiver = new BenchReceiver(
            client.Subscribe(plan.Topic, plan.Group, Consuming), new ArrivalTally(arrivals, plan.Run));
        Sender = new BenchSender(
            client.Producer(plan.Topic, Producing(plan.Settings)), plan.Settings, plan.Run, index);
    }

    public BenchSender Sender { get; }

    public BenchReceiver Receiver { get; }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    // The window is to be what holds a send back, not the producer's own limit of bytes.
    private static ProducerOptions Producing(BenchSettings settings) => new()
    {
        InFlightMessagesMax = settings.Window,
        InFlightBytesMax = Math.Max(ProducerOptions.Default.InFlightBytesMax, 2L * settings.Window * settings.Size),
        DeliveryTimeout = TimeSpan.FromSeconds(30),
    };
}
