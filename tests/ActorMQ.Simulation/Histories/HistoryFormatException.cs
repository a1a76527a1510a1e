namespace ActorMQ.Simulation.Histories;

/// <summary>A line of a file is no event of a history.</summary>
internal sealed class HistoryFormatException(int line, string fault, Exception? cause = null)
    : Exception($"Line {line} of the history: {fault}", cause)
{
    /// <summary>Which line, from 1.</summary>
    public int Line => line;
}
