using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Verify;

/// <summary>What <c>verify produce</c> tells.</summary>
/// <param name="Seed">Of the messages.</param>
/// <param name="Partitions">By partition.</param>
/// <param name="Failed">Messages whose send failed; they may be stored or not.</param>
internal sealed record VerifyProduced(int Seed, IReadOnlyList<VerifyProducedRow> Partitions, int Failed)
{
    public static VerifyProduced Of(VerifyPlan plan, VerifyLedger ledger) => new(
        plan.Seed,
        [.. ledger.Rows().Select(static row => new VerifyProducedRow(row.Partition, row.Acknowledged))],
        ledger.Failed);

    /// <summary>Writes it for people.</summary>
    public static void Draw(Terminal terminal, VerifyProduced produced)
    {
        var table = new Columns("#partition", "#acknowledged");
        foreach (VerifyProducedRow row in produced.Partitions)
            table.Add($"{row.Partition}", $"{row.Acknowledged}");
        if (produced.Partitions.Count > 1)
            table.Add("all", $"{produced.Partitions.Sum(static row => row.Acknowledged)}");
        table.WriteTo(terminal);
        terminal.Error.WriteLine($"seed {produced.Seed}, {produced.Failed} failed.");
    }
}
