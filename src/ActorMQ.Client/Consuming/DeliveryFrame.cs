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
        var range = new DeliveryRange(
            head.Partition, head.Tenure, head.Attempt, head.FirstOffset, head.Count, head.BaseOffset);
        byte[] bytes = GC.AllocateUninitializedArray<byte>(frame.Body.Length);
        frame.Body.CopyTo(bytes);
        batch = new DeliveredBatch(settler, range, bytes);
        return true;
    }
}
