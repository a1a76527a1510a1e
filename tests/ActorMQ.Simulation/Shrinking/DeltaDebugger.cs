namespace ActorMQ.Simulation.Shrinking;

/// <summary>
/// Makes a list that fails smaller: leaves out parts, large ones first, and puts simpler items in the place of others,
/// for as long as what is left still fails.
/// </summary>
/// <param name="stillFails">Whether a list fails in the same way. Need not be monotone.</param>
/// <param name="budget">What it may cost; where it ends, the smallest list so far is the result.</param>
internal sealed class DeltaDebugger<T>(Func<IReadOnlyList<T>, bool> stillFails, ShrinkBudget budget)
{
    /// <summary>Leaves out as many items as possible; the others keep their order.</summary>
    /// <returns>A list that fails; with budget left, one from which no single item can be left out.</returns>
    public IReadOnlyList<T> LeaveOut(IReadOnlyList<T> items)
    {
        if (items.Count == 0 || Fails([]))
            return [];
        var left = items;
        for (var size = (left.Count + 1) / 2; size > 0;)
        {
            var before = left.Count;
            left = LeaveOutParts(left, size);
            if (size > 1)
                size /= 2;
            else if (left.Count == before)
                break;
        }

        return left;
    }

    /// <summary>Puts simpler items in the place of others.</summary>
    /// <param name="items">A list that fails.</param>
    /// <param name="simpler">
    /// What may stand for an item, the simplest first; each must be simpler than the item, or this never ends.
    /// </param>
    public IReadOnlyList<T> Simplify(IReadOnlyList<T> items, Func<T, IEnumerable<T>> simpler)
    {
        var left = items;
        for (var index = 0; index < left.Count; index++)
        {
            while (SimplerAt(left, index, simpler) is { } next)
                left = next;
        }

        return left;
    }

    private IReadOnlyList<T> LeaveOutParts(IReadOnlyList<T> items, int size)
    {
        var left = items;
        for (var from = 0; from < left.Count;)
        {
            // The whole list was tried as the empty one.
            T[] rest = [.. left.Take(from), .. left.Skip(from + size)];
            if (rest.Length != 0 && Fails(rest))
                left = rest;
            else
                from += size;
        }

        return left;
    }

    private T[]? SimplerAt(IReadOnlyList<T> items, int index, Func<T, IEnumerable<T>> simpler)
    {
        foreach (var instead in simpler(items[index]))
        {
            T[] next = [.. items];
            next[index] = instead;
            if (Fails(next))
                return next;
        }

        return null;
    }

    private bool Fails(IReadOnlyList<T> items) => budget.TrySpend() && stillFails(items);
}
