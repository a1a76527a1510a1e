using System.Buffers.Binary;
using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Demo;

/// <summary>Sends numbered messages at an even rate, and notes which were confirmed.</summary>
internal sealed class DemoProducer(Producer producer, DemoLedger ledger, int perSecond)
{
    private const int BodyBytes = 100;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(2);

    /// <summary>Ends when every message was confirmed.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var confirmations = new List<Task>(ledger.Messages);
        long start = Stopwatch.GetTimestamp();
        using var beat = new PeriodicTimer(Beat);
        while (confirmations.Count < ledger.Messages && await beat.WaitForNextTickAsync(cancellation))
        {
            double due = Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond;
            int end = (int)Math.Min(ledger.Messages, due);
            for (int number = confirmations.Count; number < end; number++)
                confirmations.Add(SendAsync(number, cancellation));
        }
        await Task.WhenAll(confirmations);
    }

    private async Task SendAsync(int number, CancellationToken cancellation)
    {
        byte[] body = new byte[BodyBytes];
        BinaryPrimitives.WriteInt32LittleEndian(body, number);
        ledger.AddSent();
        await producer.SendAsync(body, cancellation);
        ledger.AddConfirmed(number);
    }
}
