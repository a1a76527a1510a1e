using System.Globalization;
using ActorMQ.Client;

namespace ActorMQ.Cmd.Verify;

/// <summary>
/// Writes down what became of each send: in a ledger, and in the file by which a producer tells a consumer, elsewhere
/// or later, what was acknowledged.
/// </summary>
/// <remarks>
/// A line of text for the plan, then one for each send that has ended: number, partition and offset, or number and the
/// code of the failure.
/// </remarks>
internal sealed class VerifyLog(TextWriter output, VerifyLedger ledger)
{
    private const string Head = "actormq-verify 1";

    /// <summary>Begins a log.</summary>
    public static VerifyLog Begin(TextWriter output, VerifyPlan plan, VerifyLedger ledger)
    {
        output.WriteLine(FormattableString.Invariant(
            $"{Head} {plan.Topic} seed {plan.Seed} count {plan.Count} keys {plan.Keys} size {plan.Size}"));
        return new VerifyLog(output, ledger);
    }

    /// <summary>A send has completed: the message is durable.</summary>
    public void Acknowledged(int number, int partition, long offset)
    {
        output.WriteLine(FormattableString.Invariant($"{number} {partition} {offset}"));
        ledger.Acknowledged(number, partition, offset);
    }

    /// <summary>A send has failed: the message may be stored or not.</summary>
    public void Failed(int number, ActorMQException failure)
    {
        output.WriteLine(FormattableString.Invariant($"{number} {failure.Code}"));
        ledger.FailedToSend();
    }

    /// <summary>Reads a log back.</summary>
    /// <exception cref="InvalidDataException">A line cannot be understood; the message names it.</exception>
    public static (VerifyPlan Plan, VerifyLedger Ledger) Read(TextReader input)
    {
        VerifyPlan plan = PlanOf(input.ReadLine());
        var ledger = new VerifyLedger(plan);
        for (int line = 2; input.ReadLine() is { } text; line++)
        {
            if (!TryNote(text.Split(' '), plan, ledger))
                throw new InvalidDataException($"Line {line} is not of a verification's log: {text}");
        }

        return (plan, ledger);
    }

    private static VerifyPlan PlanOf(string? line)
    {
        string[] words = line?.Split(' ') ?? [];
        if (words is ["actormq-verify", "1", var topic, "seed", var seed, "count", var count, "keys", var keys, "size",
                var size]
            && TryNumber(seed, int.MaxValue, out int seedNumber)
            && TryNumber(count, VerifyPlan.CountMax, out int countNumber)
            && TryNumber(keys, VerifyPlan.KeysMax, out int keysNumber) && keysNumber > 0
            && TryNumber(size, Bench.BenchLimits.SizeMax, out int sizeNumber) && sizeNumber >= VerifyBody.Bytes)
            return new VerifyPlan(topic, seedNumber, countNumber, keysNumber, sizeNumber);
        throw new InvalidDataException($"This is not a log of pbm verify produce; it begins with: {line}");
    }

    private static bool TryNote(string[] words, VerifyPlan plan, VerifyLedger ledger)
    {
        if (!TryNumber(words[0], plan.Count - 1, out int number))
            return false;
        if (words.Length == 2)
        {
            ledger.FailedToSend();
            return true;
        }

        if (words.Length != 3 || !TryNumber(words[1], int.MaxValue, out int partition)
            || !long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out long offset))
            return false;
        ledger.Acknowledged(number, partition, offset);
        return true;
    }

    private static bool TryNumber(string text, int max, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= max;
}
