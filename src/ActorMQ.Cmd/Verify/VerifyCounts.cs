namespace ActorMQ.Cmd.Verify;

/// <summary>What was seen of one partition so far.</summary>
internal sealed class VerifyCounts
{
    public int Acknowledged { get; set; }

    public int Delivered { get; set; }

    public int Duplicated { get; set; }

    public int Redelivered { get; set; }

    public int Reordered { get; set; }

    public int Corrupt { get; set; }

    public VerifyRow ToRow(int partition, int lost) =>
        new(partition, Acknowledged, Delivered, lost, Duplicated, Reordered, Corrupt, Redelivered);
}
