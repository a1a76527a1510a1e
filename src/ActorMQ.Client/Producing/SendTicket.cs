namespace ActorMQ.Client.Producing;

/// <summary>A message that was taken into a batch, by its place there. Its end is asked for once.</summary>
internal readonly record struct SendTicket(SendSource Source, int Index)
{
    public ValueTask<SendReceipt> ReceiptAsync() => Source.TaskOf(Index);

    public ValueTask<SendResult> ResultAsync() => Source.ResultOf(Index);
}
