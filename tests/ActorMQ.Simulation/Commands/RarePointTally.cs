using System.Runtime.InteropServices;
using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Commands;

/// <summary>How often each rare point of the product has fired in a campaign.</summary>
internal sealed class RarePointTally
{
    private readonly Dictionary<string, long> fired = RarePointNames.All.ToDictionary(name => name, _ => 0L);

    /// <summary>The points and how often each fired, by name.</summary>
    public IEnumerable<KeyValuePair<string, long>> Fired => fired.OrderBy(point => point.Key, StringComparer.Ordinal);

    /// <summary>The points that never fired.</summary>
    public IEnumerable<string> Silent => Fired.Where(point => point.Value == 0).Select(point => point.Key);

    /// <summary>Adds the counts of a run.</summary>
    public void Add(IReadOnlyDictionary<string, (long Asked, long Fired)> counts)
    {
        foreach ((string name, (long _, long times)) in counts)
            CollectionsMarshal.GetValueRefOrAddDefault(fired, name, out _) += times;
    }
}
