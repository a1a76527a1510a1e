namespace ActorMQ.Simulation.Worlds;

/// <summary>Decides at the product's rare points: a run knows a quarter of them, which fire at times.</summary>
internal sealed class RareChoice(Random chance, bool isOn)
{
    private const int KnownOneIn = 4;
    private const int FiresOneIn = 4;

    private readonly Dictionary<string, bool> known = new(StringComparer.Ordinal);

    /// <summary>Whether the rare path is taken here and now.</summary>
    public bool Choose(string point)
    {
        if (!isOn)
            return false;
        if (!known.TryGetValue(point, out bool isKnown))
            known.Add(point, isKnown = chance.Next(KnownOneIn) == 0);
        return isKnown && chance.Next(FiresOneIn) == 0;
    }
}
