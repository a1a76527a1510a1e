using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Client.Consuming;

/// <summary>Reads a delivery off the wire.</summary>
internal static class DeliveryFrame
{
    /// <summary>The delivery, its bytes copied; false: there can be no such thing.</summary>
    public static bool TryRead(in InboundFrame frame, ISettler settler, out Deliver head, out DeliveredBatch batch)
    {
        head = ProtocolCodec.Parse(Deliver.Parser, frame.Head);
        batch = null!;
        if (head.Count is < 1 or > RecordBatch.RecordsMax || head.FirstOffset < head.BaseOffset || head.BaseOffset < 0)
            return false;
        if (!TryReadLeftOut(head, out RecordSet? leftOut))
            return false;
        var range = new DeliveryRange(
            head.Partition, head.Tenure, head.Attempt, head.FirstOffset, head.Count, head.BaseOffset)
        {
            LeftOut = leftOut,
        };
        byte[] bytes = GC.AllocateUninitializedArray<byte>(frame.Body.Length);
        frame.Body.CopyTo(bytes);
        batch = new DeliveredBatch(settler, range, bytes);
        return true;
    }

    // The first and the last of a range are never left out.
    private static bool TryReadLeftOut(Deliver head, out RecordSet? leftOut)
    {
        leftOut = null;
        ReadOnlySpan<byte> selected = head.Selected.Span;
        if (selected.IsEmpty)
            return true;
        if (selected.Length != (head.Count + 7) / 8)
            return false;
        var none = new RecordSet(head.Count);
        for (int index = 0; index < head.Count; index++)
        {
            if ((selected[index >> 3] & 1 << (index & 7)) == 0)
                none.Add(index);
        }
        leftOut = none;
        return !none.Contains(0) && !none.Contains(head.Count - 1);
    }
}
