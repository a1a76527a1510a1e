namespace ActorMQ.Core.Topics;

/// <summary>The answer to a catalogue command; nothing has changed yet.</summary>
/// <param name="Verdict">Which answer it is.</param>
/// <param name="ExpectedVersion">The version that this was decided on; storing compares with it.</param>
/// <param name="Topic">The topic that is there already, or that is to be changed or deleted, or that the group
/// belongs to.</param>
/// <param name="Group">The group that is there already, or that is to be changed or deleted.</param>
/// <param name="Refusal">Why not, when refused.</param>
public readonly record struct CatalogueDecision(
    CatalogueVerdict Verdict, long ExpectedVersion, Topic? Topic, TopicGroup? Group, Refusal Refusal);
