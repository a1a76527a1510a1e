using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Bench.Ceiling;

/// <summary>Answers the sender of a stored batch and passes it on to the consumer. Owned by the lane.</summary>
internal sealed class CeilingDispatch
{
    private readonly SendReply reply = new();
    private readonly Deliver deliver = new();

    /// <summary>Who gets what is stored; null: nobody yet.</summary>
    public CeilingConnection? Consumer { get; set; }

    public void PassOn(in CeilingBatch batch, long offset)
    {
        reply.BaseOffset = offset;
        batch.From.Send(new OutboundFrame(FrameType.SendReply, batch.Correlation, reply));
        if (Consumer is not { } target)
        {
            batch.Bytes.Release();
            return;
        }
        deliver.Partition = batch.Partition;
        deliver.BaseOffset = offset;
        deliver.FirstOffset = offset;
        deliver.Count = batch.Count;
        target.Send(new OutboundFrame(FrameType.Deliver, 0, deliver, batch.Bytes.Memory, batch.Bytes));
    }
}
