using ActorMQ.Records;

namespace ActorMQ.Fuzz.Tests.Engine;

/// <summary>Counts the inputs of a run that differ, and keeps the one that was given last.</summary>
internal sealed class InputLog
{
    private const int JudgedFrom = 100_000;

    private readonly HashSet<ulong> hashes = [];

    /// <summary>Inputs that differ from each other.</summary>
    public int Distinct => hashes.Count;

    /// <summary>Inputs given, equal ones too.</summary>
    public long Given { get; private set; }

    /// <summary>How often each outcome came: a run that refuses everything has tested nothing.</summary>
    public SortedDictionary<string, long> Outcomes { get; } = new(StringComparer.Ordinal);

    /// <summary>The input given last.</summary>
    public byte[] Last { get; private set; } = [];

    /// <summary>Notes an input before it is given.</summary>
    public void Add(byte[] input)
    {
        Last = input;
        Given++;
        hashes.Add(KeyHash.Of(input));
    }

    /// <summary>Counts what became of inputs.</summary>
    public void Count(string outcome, long times = 1) =>
        Outcomes[outcome] = Outcomes.GetValueOrDefault(outcome) + times;

    /// <summary>
    /// Fails unless each of these outcomes came; one round played alone proves nothing, and may miss them.
    /// </summary>
    public void RequireOutcomes(params string[] outcomes)
    {
        if (Given >= JudgedFrom)
            Assert.Empty(outcomes.Except(Outcomes.Keys));
    }

    /// <summary>Forgets everything, for the comparison of memory.</summary>
    public void Forget()
    {
        hashes.Clear();
        hashes.TrimExcess();
        Last = [];
    }
}
