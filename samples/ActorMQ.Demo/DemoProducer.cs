using System.Buffers.Binary;
using ActorMQ.Client;

namespace ActorMQ.Demo;

/// <summary>Sends numbered messages at an even rate, and notes which were confirmed.</summary>
internal sealed class DemoProducer(Producer producer, DemoLedger ledger, int perSecond)
{
    private const int BodyBytes = 100;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends when every message was confirmed.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var confirmations = new List<Task>(ledger.Messages);
        int perBeat = Math.Max(1, (int)(perSecond * Beat.TotalSeconds));
        using var beat = new PeriodicTimer(Beat);
        while (confirmations.Count < ledger.Messages && await beat.WaitForNextTickAsync(cancellation))
        {
            int end = Math.Min(ledger.Messages, confirmations.Count + perBeat);
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
