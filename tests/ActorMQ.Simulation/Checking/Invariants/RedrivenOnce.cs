using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>D5: what is redriven comes back once.</summary>
/// <remarks>A group that was deleted, or whose dead letters went elsewhere, may have two of a message.</remarks>
internal sealed class RedrivenOnce : IInvariant
{
    private readonly Dictionary<(string Group, long Message), int> letters = [];
    private readonly Dictionary<(string Group, long Message), int> returns = [];
    private readonly Dictionary<(string Group, long Message, int Redrives), StoreRecord> firsts = [];

    /// <inheritdoc/>
    public string Id => "D5";

    /// <inheritdoc/>
    public string Says => "A record is redriven as often as it was a dead letter at most, and once each time.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is StoreRecord { Letter: { } letter } dead)
            letters[(letter.Group, dead.Message)] = letters.GetValueOrDefault((letter.Group, dead.Message)) + 1;
        else if (e is StoreRecord { RedrivenFor: { } group } record && !before.Groups.WasDropped(group))
            SeeReturn(group, record, before, findings);
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private void SeeReturn(string group, StoreRecord record, Evidence before, Findings findings)
    {
        Exercised++;
        var key = (group, record.Message);
        returns[key] = returns.GetValueOrDefault(key) + 1;
        var named = $"Message {record.Message}, redriven for group {group} to "
            + $"{new Place(record.Partition, record.Offset)},";
        if (returns[key] > letters.GetValueOrDefault(key))
            findings.Add(
                this, $"{named} came back {returns[key]} times and was a dead letter {letters.GetValueOrDefault(key)} "
                + "times.", before.Sent(record.Message)?.Stored, record);
        var isTwice = !firsts.TryAdd((group, record.Message, record.Redrives), record);
        if (isTwice && before.Topics.Group(group) is not { HasMovedLetters: true })
            findings.Add(
                this, $"{named} has come back before.", firsts[(group, record.Message, record.Redrives)], record);
    }
}
