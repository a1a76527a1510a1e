namespace ActorMQ.Journal;

/// <summary>The whole catalogue at one version.</summary>
/// <param name="Version">Rises with every change; what a compare-and-set compares with.</param>
/// <param name="Topics">By id.</param>
/// <param name="Groups">By id.</param>
public sealed record CatalogueRows(long Version, IReadOnlyList<TopicRow> Topics, IReadOnlyList<GroupRow> Groups);
