using ActorMQ.Broker.Inspection;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>What an administrator does with the dead letters of a group: look, send back, purge.</summary>
/// <remarks>
/// The dead letters of a group are in its dead-letter topic, until they are sent back or purged: a group of that topic,
/// <c>redrive</c>, has not settled them. Consumers of the dead-letter topic change nothing about that.
/// </remarks>
public sealed class DeadLetterAdmin
{
    /// <summary>Dead letters of one page, and dead letters that may be chosen one by one.</summary>
    public const int PageMax = 1_000;

    /// <summary>The highest rate of a redrive, messages a second.</summary>
    public const int RateMax = 100_000;

    // Pieces that one page may read: each is at most a batch, or 1 MiB.
    private const int PiecesMax = 16;
    private readonly NodeContext node;

    internal DeadLetterAdmin(NodeContext node) => this.node = node;

    /// <summary>Some dead letters of a group, from a position on; by partition and offset.</summary>
    public async Task<AdminResult<DeadLetterPage>> ListAsync(
        string topic, string group, DeadLetterFilter filter, MessagePlace from, int limit,
        CancellationToken cancellation = default)
    {
        AdminResult<DeadLetterBox> found = await DeadLetterBox.FindAsync(
            node, topic, group, filter.DeadLetterTopic, cancellation);
        if (found.Value is not { } box)
            return AdminResult<DeadLetterPage>.Refused(found.Problem!.Value);
        var reader = new DeadLetterReader(box, DeadLetterSelection.Of(filter), from);
        var letters = new List<DeadLetter>();
        if (!await reader.TryOpenAsync(cancellation))
            return AdminResult<DeadLetterPage>.Refused(Problems.NotOwner);
        for (int piece = 0; piece < PiecesMax && letters.Count < limit && reader.Next is not null; piece++)
        {
            MessagePlace? at = reader.Next;
            if (await reader.ReadAsync(cancellation, limit - letters.Count) is not { } read)
                return AdminResult<DeadLetterPage>.Refused(Problems.NotOwner);
            // A page ends before what is damaged; the next one begins with it, and tells.
            if (reader.Damage is { } damage)
                return letters.Count == 0
                    ? AdminResult<DeadLetterPage>.Refused(damage)
                    : AdminResult<DeadLetterPage>.Of(new DeadLetterPage(letters, at));
            letters.AddRange(read);
        }

        return AdminResult<DeadLetterPage>.Of(new DeadLetterPage(letters, reader.Next));
    }

    /// <summary>
    /// Sends dead letters back to where they are from, for the group that gave them up alone. Those that are there when
    /// it begins; it is done by pulling <see cref="DeadLetterRun.RunAsync"/>.
    /// </summary>
    /// <param name="topic">The topic that they are from.</param>
    /// <param name="group">The group that gave them up.</param>
    /// <param name="selection">Which of them.</param>
    /// <param name="rate">Messages a second at most; 0: as fast as it goes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<AdminResult<DeadLetterRun>> RedriveAsync(
        string topic, string group, DeadLetterSelection selection, int rate = 0,
        CancellationToken cancellation = default) =>
        BeginAsync(
            topic, group, selection, (box, reader) => new DeadLetterRun(box, reader, box.Origin, rate), cancellation);

    /// <summary>Settles dead letters for good, as <see cref="RedriveAsync"/> sends them back.</summary>
    public Task<AdminResult<DeadLetterRun>> PurgeAsync(
        string topic, string group, DeadLetterSelection selection, CancellationToken cancellation = default) =>
        BeginAsync(
            topic, group, selection, static (box, reader) => new DeadLetterRun(box, reader, target: null, rate: 0),
            cancellation);

    /// <summary>
    /// All dead letters that are there when it begins; they come by pulling <see cref="DeadLetterExport.ReadAsync"/>.
    /// </summary>
    public Task<AdminResult<DeadLetterExport>> ExportAsync(
        string topic, string group, DeadLetterFilter filter, CancellationToken cancellation = default) =>
        BeginAsync(
            topic, group, DeadLetterSelection.Of(filter),
            static (box, reader) => new DeadLetterExport(box, reader), cancellation);

    private async Task<AdminResult<T>> BeginAsync<T>(
        string topic, string group, DeadLetterSelection selection, Func<DeadLetterBox, DeadLetterReader, T> begin,
        CancellationToken cancellation)
    {
        AdminResult<DeadLetterBox> found = await DeadLetterBox.FindAsync(
            node, topic, group, selection.Filter.DeadLetterTopic, cancellation);
        if (found.Value is not { } box)
            return AdminResult<T>.Refused(found.Problem!.Value);
        int last = selection.Places?.Select(static one => one.Partition).DefaultIfEmpty().Max() ?? 0;
        if (last >= box.Partitions && last > 0)
            return AdminResult<T>.Refused(
                Problems.NoSuchPartition($"The dead-letter topic of '{group}'", last, box.Partitions));
        var reader = new DeadLetterReader(box, selection, default);
        return await reader.TryOpenAsync(cancellation)
            ? AdminResult<T>.Of(begin(box, reader))
            : AdminResult<T>.Refused(Problems.NotOwner);
    }
}
