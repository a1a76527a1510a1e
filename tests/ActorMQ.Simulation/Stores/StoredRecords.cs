using ActorMQ.Core.Producers;
using ActorMQ.Journal;
using ActorMQ.Records;
using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Worlds;

namespace ActorMQ.Simulation.Stores;

/// <summary>Writes down the records of a batch that was just stored.</summary>
internal static class StoredRecords
{
    /// <summary>Adds an event for each record, in order; one with number -1 for a batch that cannot be read.</summary>
    /// <param name="partition">The number of the partition.</param>
    /// <param name="epoch">The owner's epoch.</param>
    /// <param name="batch">What was stored.</param>
    /// <param name="groupOf">The name of a group by its number.</param>
    /// <param name="history">Where the events go.</param>
    public static void Note(
        int partition, long epoch, in BatchEntry batch, Func<int, string> groupOf, HistoryRecorder history)
    {
        if (BatchReader.TryOpen(batch.Bytes, out BatchReader reader) != BatchFault.None)
        {
            history.Add(new StoreRecord(partition, batch.BaseOffset, epoch, 0, 0, 0, -1, 0));
            return;
        }

        BatchHeader header = reader.Header;
        string? redrivenFor = header.Producer.IsRedrive(out int group) ? groupOf(group) : null;
        for (int index = 0; index < reader.Count; index++)
        {
            ReadOnlySpan<byte> body = reader.Body(index).Span;
            history.Add(new StoreRecord(
                partition, batch.BaseOffset + index, epoch, IdOf(header.Producer), header.ProducerEpoch,
                header.BaseSequence + index, MessageBody.NumberOf(body),
                MessageBody.HashOf(reader.Key(index).Span, body), LetterOf(header, reader, index),
                history.AtUsOf(batch.StoredUnixMs), redrivenFor,
                redrivenFor is null ? 0 : LetterHeaders.RedrivesOf(reader.Headers(index))));
        }
    }

    // The outboxes of one topic have one upper half.
    private static ulong IdOf(ProducerIdentity producer) =>
        producer.IsInternal() ? producer.High ^ (producer.Low * 0x9E3779B97F4A7C15) : producer.High;

    private static LetterOrigin? LetterOf(in BatchHeader header, in BatchReader reader, int index) =>
        header.Producer.IsInternal()
            ? LetterHeaders.Read(reader.Headers(index).Select(static one => (one.Name, one.Value)))
            : null;
}
