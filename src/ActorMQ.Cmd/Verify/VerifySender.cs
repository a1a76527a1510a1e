using System.Diagnostics;
using ActorMQ.Client;
using ActorMQ.Cmd.Bench;

namespace ActorMQ.Cmd.Verify;

/// <summary>Sends the messages of a plan, and has what became of each send written down.</summary>
internal sealed class VerifySender(Producer producer, VerifyPlan plan, int rate)
{
    private const int Window = 8_192;

    private readonly Queue<(int Number, Task<SendReceipt> Send)> underWay = new();
    private int ended;

    /// <summary>How many sends have ended.</summary>
    public int Ended => Volatile.Read(ref ended);

    /// <summary>
    /// Sends all, at so many a second where a rate was given; a failed send does not end it, unless the topic is not
    /// there to begin with.
    /// </summary>
    public async Task RunAsync(VerifyLog log, CancellationToken cancellation)
    {
        var pace = new BenchPace(
            Stopwatch.GetTimestamp(), long.MaxValue, rate > 0 ? (double)Stopwatch.Frequency / rate : 0, 0);
        for (int number = 0; number < plan.Count && !cancellation.IsCancellationRequested; number++)
        {
            if (underWay.Count == Window)
                await EndOneAsync(log);
            await BenchPace.UntilAsync(pace.IntendedAt(number, Stopwatch.GetTimestamp()) ?? 0, cancellation);
            underWay.Enqueue((number, producer.SendAsync(MessageOf(number), CancellationToken.None).AsTask()));
        }

        while (underWay.Count > 0)
            await EndOneAsync(log);
    }

    private Message MessageOf(int number)
    {
        var body = new byte[plan.Size];
        VerifyBody.Write(body, plan.Seed, number);
        return new Message(body) { Key = System.Text.Encoding.UTF8.GetBytes(plan.KeyOf(number)) };
    }

    private async Task EndOneAsync(VerifyLog log)
    {
        (int number, Task<SendReceipt> send) = underWay.Dequeue();
        try
        {
            SendReceipt receipt = await send;
            log.Acknowledged(number, receipt.Partition, receipt.Offset);
        }
        catch (ActorMQException failure) when (ended > 0 || ExitCode.Of(failure) != ExitCode.NotFound)
        {
            log.Failed(number, failure);
        }

        Volatile.Write(ref ended, ended + 1);
    }
}
