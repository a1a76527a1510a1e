using ActorMQ.Records;

namespace ActorMQ.Client.Tests;

/// <summary>
/// A partition of the simplest kind, for one producer: what a node must make of batches that come again.
/// </summary>
internal sealed class NaiveLog
{
    private readonly Dictionary<(int Epoch, long Sequence), (byte[] Bytes, long Offset)> known = [];
    private int epoch;
    private long next;

    /// <summary>The numbers that the stored messages begin with, in order.</summary>
    public List<int> Messages { get; } = [];

    /// <summary>A batch arrives over a connection that its sender has given up: nobody hears of it.</summary>
    public void TakeLate(ReadOnlySpan<byte> bytes)
    {
        RecordBatch.TryReadHeader(bytes, out BatchHeader header);
        if (header.ProducerEpoch >= epoch)
            TryStore(bytes, out _);
    }

    /// <summary>Stores a batch or knows it already; false: an earlier one is missing.</summary>
    public bool TryStore(ReadOnlySpan<byte> bytes, out long offset)
    {
        Assert.Equal(BatchFault.None, RecordBatch.Verify(bytes));
        RecordBatch.TryReadHeader(bytes, out BatchHeader header);
        if (known.TryGetValue((header.ProducerEpoch, header.BaseSequence), out var before))
        {
            Assert.True(bytes.SequenceEqual(before.Bytes), "other bytes under the same sequence");
            offset = before.Offset;
            return true;
        }

        offset = Messages.Count;
        Assert.True(header.ProducerEpoch >= epoch, "an epoch that was given up");
        if (header.BaseSequence != (header.ProducerEpoch > epoch ? 0 : next))
            return false;
        (epoch, next) = (header.ProducerEpoch, header.BaseSequence + header.Count);
        known.Add((epoch, header.BaseSequence), (bytes.ToArray(), offset));
        BatchReader.TryOpen(bytes.ToArray(), out BatchReader reader);
        for (int index = 0; index < reader.Count; index++)
            Messages.Add(BitConverter.ToInt32(reader.Body(index).Span));
        return true;
    }
}
