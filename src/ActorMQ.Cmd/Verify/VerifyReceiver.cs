using System.Text;
using ActorMQ.Client;

namespace ActorMQ.Cmd.Verify;

/// <summary>Receives, acks, and tells the ledger what came.</summary>
internal sealed class VerifyReceiver(Consumer consumer, VerifyPlan plan, VerifyLedger ledger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly byte[] scratch = new byte[plan.Size];

    /// <summary>
    /// Receives until all that was acknowledged has come and <paramref name="isSent"/>, or nothing came for
    /// <paramref name="idle"/>.
    /// </summary>
    public async Task RunAsync(Func<bool> isSent, TimeSpan idle, CancellationToken cancellation)
    {
        TimeSpan quiet = TimeSpan.Zero;
        while (quiet < idle && !(isSent() && ledger.Missing == 0))
        {
            IReadOnlyList<Delivery> deliveries = await consumer.FetchAsync(4_096, Look, cancellation);
            foreach (Delivery delivery in deliveries)
            {
                Note(delivery);
                await delivery.AckAsync();
            }

            quiet = deliveries.Count > 0 || !isSent() ? TimeSpan.Zero : quiet + Look;
        }

        await consumer.FlushAsync(cancellation);
    }

    private void Note(in Delivery delivery)
    {
        ReadOnlySpan<byte> body = delivery.Body.Span;
        if (!VerifyBody.TryRead(body, plan.Seed, out int number) || (uint)number >= (uint)plan.Count)
        {
            ledger.DeliveredForeign();
            return;
        }

        bool isWhole = body.Length == plan.Size
            && VerifyBody.IsWhole(body, plan.Seed, number, plan.Size, scratch)
            && Encoding.UTF8.GetString(delivery.Key.Span) == plan.KeyOf(number);
        ledger.Delivered(number, delivery.Partition, delivery.Offset, isWhole);
    }
}
