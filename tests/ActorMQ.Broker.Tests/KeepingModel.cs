using ActorMQ.Core.Topics;
using TopicKind = ActorMQ.Core.Topics.TopicKind;

namespace ActorMQ.Broker.Tests;

/// <summary>One partition as a list of batches and of what each group has settled, looked at one by one.</summary>
internal sealed class KeepingModel(TopicKind kind)
{
    private readonly List<Stored> batches = [];
    private readonly Dictionary<string, HashSet<long>> settled = [];

    // Whatever went at some moment stays gone.
    private long mayBeGone;

    public TopicSettings Settings { get; set; } = TopicSettings.Default;

    public long Next => batches.Count == 0 ? 0 : batches[^1].End;

    public void Store(int count, long bytes, long fromMs, long toMs) =>
        batches.Add(new Stored(Next, count, bytes, fromMs, toMs));

    /// <summary>
    /// A group that begins at the oldest record that is certainly there: what the other groups have settled may go at
    /// any time. Nothing, when it is known.
    /// </summary>
    public void AddGroup(string group)
    {
        if (settled.ContainsKey(group))
            return;
        long first = settled.Values.Select(Floor).Append(settled.Count == 0 ? mayBeGone : long.MaxValue).Min();
        settled.Add(group, [.. Offsets.TakeWhile(offset => offset < first)]);
    }

    public void Settle(string group, long offset) => settled[group].Add(offset);

    /// <summary>Time passes, or a setting is about to change: what may go by now may be gone from here on.</summary>
    public void Reach(long nowMs) =>
        mayBeGone = Math.Max(mayBeGone, Below(batch => nowMs - batch.FromMs));

    /// <summary>The lowest offset that has to be there still.</summary>
    public long Kept => mayBeGone;

    /// <summary>What has to be gone when nobody has looked since <paramref name="lookedMs"/>.</summary>
    public long Gone(long lookedMs) => Below(batch => lookedMs - batch.ToMs);

    private IEnumerable<long> Offsets => batches.SelectMany(static one => one.Offsets);

    private long Floor(HashSet<long> group) =>
        Offsets.SkipWhile(group.Contains).DefaultIfEmpty(Next).First();

    // Where the batches end that may go, the oldest first.
    private long Below(Func<Stored, long> age)
    {
        long below = 0;
        foreach (Stored batch in batches)
        {
            if (!MayGo(batch, age(batch)))
                break;
            below = batch.End;
        }
        return below;
    }

    private bool MayGo(Stored batch, long ageMs)
    {
        bool isOld = Settings.RetentionMs > 0 && ageMs >= Settings.RetentionMs;
        if (kind == TopicKind.Log)
            return isOld || IsTooMuch(batch);
        if (settled.Count == 0)
            return isOld;
        return ageMs >= Settings.PurgeAfterMs && settled.Values.All(group => IsSettled(group, batch));
    }

    private bool IsTooMuch(Stored batch) =>
        Settings.RetentionBytes > 0 && batch != batches[^1]
        && batches.Where(one => one.First >= batch.First).Sum(static one => one.Bytes) > Settings.RetentionBytes;

    private static bool IsSettled(HashSet<long> group, Stored batch) => batch.Offsets.All(group.Contains);

    private sealed record Stored(long First, int Count, long Bytes, long FromMs, long ToMs)
    {
        public long End => First + Count;

        public IEnumerable<long> Offsets => Enumerable.Range(0, Count).Select(index => First + index);
    }
}
