using ActorMQ.Simulation.Checking;
using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Stories;

/// <summary>What of a history a reader needs to see how one invariant came to be broken: at most 30 lines.</summary>
internal static class Story
{
    /// <summary>Lines of a story.</summary>
    public const int LinesMax = 30;

    /// <summary>Tells it: the lines, in the order of time, each with its time.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<HistoryEvent> history, Violation violation)
    {
        HistoryEvent[] upToBreach = [.. UpTo(history, violation)];
        return [.. Fit(Select(upToBreach, new Cast(violation.Events))).Select(Line)];
    }

    // The more an event has to do with the breach, and the closer it is to it, the earlier it is chosen.
    private static List<Passage> Select(HistoryEvent[] events, Cast cast)
    {
        var relevances = Array.ConvertAll(events, cast.RelevanceOf);
        int[] order = [.. Enumerable.Range(0, events.Length).OrderBy(at => relevances[at]).ThenByDescending(at => at)];
        List<Passage> best = Join(events.Where((_, at) => relevances[at] == Relevance.Shows));
        var (fits, tooMany) = (0, order.Length + 1);
        while (tooMany - fits > 1)
        {
            var count = (fits + tooMany) / 2;
            var chosen = order.Take(count).Order().Select(at => events[at]);
            if (Join(chosen) is var passages && passages.Count <= LinesMax)
                (fits, best) = (count, passages);
            else
                tooMany = count;
        }

        return best;
    }

    private static IEnumerable<HistoryEvent> UpTo(IReadOnlyList<HistoryEvent> history, Violation violation)
    {
        if (violation.Events.Count == 0)
            return history;
        var last = violation.Events.Max(e => e.AtUs);
        return history.Where(e => e.AtUs <= last);
    }

    private static List<Passage> Join(IEnumerable<HistoryEvent> events)
    {
        List<Passage> passages = [];
        foreach (var e in events)
        {
            if (passages.Count == 0 || !passages[^1].TryAdd(e))
                passages.Add(new Passage(e));
        }

        return passages;
    }

    // Too much happened to what is broken: its beginning and what came right before the breach tell the most.
    private static IEnumerable<Passage> Fit(List<Passage> passages) => passages.Count <= LinesMax
        ? passages
        : passages.Take(LinesMax / 3).Concat(passages.TakeLast(LinesMax - (LinesMax / 3)));

    private static string Line(Passage passage) => $"{Clock.Text(passage.AtUs),14}  {passage.Text}";
}
