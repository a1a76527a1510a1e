using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>D1: what is among the dead letters was given up, and is there once and whole.</summary>
/// <remarks>
/// A client gives back by itself what it cannot show any more; that has no reason. A group that was deleted may give up
/// a record again; and what is on its way when its dead letters go elsewhere from then on may be in both topics.
/// </remarks>
internal sealed class LettersAreOwed : IInvariant
{
    private readonly Dictionary<(string Group, Place Place), List<SettleBegan>> failures = [];

    /// <inheritdoc/>
    public string Id => "D1";

    /// <inheritdoc/>
    public string Says =>
        "A dead letter is there once, holds its message with all headers, and says by whom it was given up and why.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        switch (e)
        {
            case SettleBegan { Kind: SettleKind.Nack or SettleKind.Reject } failure:
                FailuresOf(failure.Group, new Place(failure.Partition, failure.Offset)).Add(failure);
                break;
            case StoreRecord { Letter: { } letter } record:
                SeeStored(letter, record, before, findings);
                break;
            case LetterCame came:
                SeeDelivered(came, before, findings);
                break;
        }
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private void SeeStored(LetterOrigin letter, StoreRecord record, Evidence before, Findings findings)
    {
        Exercised++;
        var origin = new Place(letter.Partition, letter.Offset);
        var told = before.Topics.Group(letter.Group);
        var part = before.Groups.Of(letter.Group, letter.Partition);
        if (!before.TryFind(origin, out var stored))
            findings.Add(this, $"{Named(record)} is of {origin}, where nothing is.", record);
        else if (stored.Message != record.Message || stored.Hash != record.Hash)
            findings.Add(this, $"{Named(record)} is not what is at {origin}.", stored, record);
        if (part.Letters.TryGetValue(letter.Offset, out var first) && !before.Groups.WasDropped(letter.Group)
            && (first.Partition == record.Partition || told is not { HasMovedLetters: true }))
            findings.Add(
                this, $"{Named(record)} is there twice: at {new Place(first.Partition, first.Offset)} too.", first,
                record);
        if (told is not null && (!told.MayHaveLetters || letter.Attempts > (told.AttemptsMax ?? int.MaxValue)))
            findings.Add(this, $"{Named(record)} had {letter.Attempts} attempts, which the group never has.", record);
        if (Missing(letter, origin, told) is { } missing)
            findings.Add(this, $"{Named(record)}: {missing}.", stored, record);
    }

    // What was never said and never happened; null: all is well.
    private string? Missing(LetterOrigin letter, Place origin, ToldGroup? told)
    {
        var isUsedUp = told is null || letter.Attempts >= told.LimitMin;
        var hasReason = letter.Reason != letter.Cause;
        return letter.Cause switch
        {
            "Rejected" => IsSaid(letter, origin, SettleKind.Reject) ? null : "nobody has rejected it like that",
            _ when !isUsedUp => $"its attempts were not used up after {letter.Attempts}",
            "Nacked" => !hasReason || IsSaid(letter, origin, SettleKind.Nack) ? null : "nobody has said that of it",
            "AckWaitPassed" or "ConsumerLost" => hasReason ? "nobody can have said that of it" : null,
            _ => $"there is no cause {letter.Cause}",
        };
    }

    private bool IsSaid(LetterOrigin letter, Place origin, SettleKind kind)
    {
        foreach (var said in FailuresOf(letter.Group, origin))
        {
            var reason = string.IsNullOrEmpty(said.Reason) ? letter.Cause : said.Reason;
            if (said.Kind == kind && said.Attempt == letter.Attempts && reason == letter.Reason)
                return true;
        }

        return false;
    }

    private void SeeDelivered(LetterCame came, Evidence before, Findings findings)
    {
        Exercised++;
        var place = new Place(came.Partition, came.Offset);
        if (!before.TryFind(place, out var stored) || stored.Letter != came.Letter)
            findings.Add(this, $"The dead letter of {place} was shown with another origin.", stored, came);
        else if (!came.HasHeaders)
            findings.Add(this, $"{Named(stored)} has lost headers of its message.", stored, came);
    }

    private List<SettleBegan> FailuresOf(string group, Place place)
    {
        if (!failures.TryGetValue((group, place), out var said))
            failures.Add((group, place), said = []);
        return said;
    }

    private static string Named(StoreRecord record) =>
        $"The dead letter of group {record.Letter!.Group} at {new Place(record.Partition, record.Offset)}, message "
        + $"{record.Message} of {new Place(record.Letter.Partition, record.Letter.Offset)}";
}
