using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Verify;

/// <summary>The answer of a verification.</summary>
/// <param name="Seed">Of the messages.</param>
/// <param name="Partitions">By partition.</param>
/// <param name="Failed">Messages whose send failed; they may have arrived or not.</param>
/// <param name="Foreign">Deliveries of other messages.</param>
internal sealed record VerifyReport(int Seed, IReadOnlyList<VerifyRow> Partitions, int Failed, long Foreign)
{
    /// <summary>Whether nothing is lost, damaged, or stored twice.</summary>
    public bool IsClean => Partitions.All(static row => row is { Lost: 0, Corrupt: 0, Duplicated: 0 });

    public static VerifyReport Of(VerifyPlan plan, VerifyLedger ledger) =>
        new(plan.Seed, ledger.Rows(), ledger.Failed, ledger.Foreign);

    /// <summary>Writes it, and returns the exit code that it means.</summary>
    public int Write(Terminal terminal)
    {
        Answer.Write(terminal, this, static json => json.VerifyReport, static (to, report) => report.WriteTable(to));
        if (Failed > 0)
            terminal.Error.WriteLine($"pbm: {Failed} sends failed; these messages may have arrived or not.");
        if (Foreign > 0)
            terminal.Error.WriteLine($"pbm: {Foreign} messages of others were received and not counted.");
        return IsClean ? ExitCode.Ok : ExitCode.Failed;
    }

    private void WriteTable(Terminal terminal)
    {
        var table = new Columns(
            "#partition", "#acknowledged", "#delivered", "#lost", "#duplicated", "#reordered", "#corrupt",
            "#redelivered");
        foreach (VerifyRow row in Partitions)
            Add(table, $"{row.Partition}", row);
        if (Partitions.Count > 1)
            Add(table, "all", Sum());
        table.WriteTo(terminal);
    }

    private static void Add(Columns table, string name, VerifyRow row) => table.Add(
        name, $"{row.Acknowledged}", $"{row.Delivered}", $"{row.Lost}", $"{row.Duplicated}", $"{row.Reordered}",
        $"{row.Corrupt}", $"{row.Redelivered}");

    private VerifyRow Sum() => new(
        -1,
        Partitions.Sum(static row => row.Acknowledged),
        Partitions.Sum(static row => row.Delivered),
        Partitions.Sum(static row => row.Lost),
        Partitions.Sum(static row => row.Duplicated),
        Partitions.Sum(static row => row.Reordered),
        Partitions.Sum(static row => row.Corrupt),
        Partitions.Sum(static row => row.Redelivered));
}
