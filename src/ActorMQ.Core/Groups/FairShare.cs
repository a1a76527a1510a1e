namespace ActorMQ.Core.Groups;

/// <summary>
/// Redeliveries and fresh records take turns while both wait: neither a storm of retries nor a stream of fresh records
/// starves the other. It belongs to the process, like deadlines: no event tells it.
/// </summary>
internal struct FairShare
{
    // Redelivered records come in short ranges, fresh ones in long: a turn of fresh ones is worth so many.
    private const int FreshTurn = 64;

    // Redelivered minus fresh records since both wait.
    private int _ahead;

    /// <summary>Whether it is the turn of a redelivery.</summary>
    public readonly bool IsAgainTurn => _ahead <= 0;

    /// <summary>How many may be redelivered of room for so many, while fresh ones wait too.</summary>
    public static int AgainOf(int room) => (room + 1) / 2;

    /// <summary>How many fresh ones may go of room for so many, while others wait for redelivery.</summary>
    public readonly int FreshOf(int room) => Math.Min(room, Math.Max(_ahead, FreshTurn));

    /// <summary>Counts a hand-out.</summary>
    public void Count(int records, bool isAgain, bool isOtherWaiting)
    {
        if (!isOtherWaiting)
            _ahead = 0;
        else if (isAgain)
            _ahead += records;
        else
            _ahead = Math.Max(_ahead - records, -FreshTurn); // What was not at hand in its turn is no debt.
    }
}
