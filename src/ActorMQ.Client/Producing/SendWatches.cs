using ActorMQ.Runtime;

namespace ActorMQ.Client.Producing;

/// <summary>Those messages of one batch of which nobody awaits the task: their end is called, or nothing is.</summary>
/// <remarks>Filled under the producer's lock before the batch ends; run once after.</remarks>
internal sealed class SendWatches(SendSource source) : IRunnable
{
    private readonly List<(int Index, Action<SendReceipt, ActorMQException?>? Done)> watched = [];

    public bool IsEmpty => watched.Count == 0;

    public void Add(int index, Action<SendReceipt, ActorMQException?>? done) => watched.Add((index, done));

    public void Run()
    {
        foreach ((int index, Action<SendReceipt, ActorMQException?>? done) in watched)
        {
            SendResult result = source.ResultAt(index);
            done?.Invoke(result.Receipt, result.Error);
        }
        int count = watched.Count;
        watched.Clear();
        source.Consume(count);
    }
}
