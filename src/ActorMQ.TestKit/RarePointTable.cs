using System.Runtime.InteropServices;

namespace ActorMQ.TestKit;

/// <summary>Asks one run's choice at each rare point, and counts what it said.</summary>
internal sealed class RarePointTable
{
    private readonly Dictionary<string, (long Asked, long Fired)> counts = new(StringComparer.Ordinal);

    public Func<string, bool>? Choice { get; set; }

    public IReadOnlyDictionary<string, (long Asked, long Fired)> Counts => counts;

    public bool Ask(string point)
    {
        if (Choice is null)
            return false;
        bool fires = Choice(point);
        ref (long Asked, long Fired) count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, point, out _);
        count = (count.Asked + 1, count.Fired + (fires ? 1 : 0));
        return fires;
    }
}
