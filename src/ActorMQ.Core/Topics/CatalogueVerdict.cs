namespace ActorMQ.Core.Topics;

/// <summary>What the catalogue answers to a command.</summary>
public enum CatalogueVerdict : byte
{
    /// <summary>
    /// Store it by compare-and-set on <see cref="CatalogueDecision.ExpectedVersion"/>; once stored, apply the event.
    /// </summary>
    Store,

    /// <summary>It is so already: store nothing.</summary>
    AlreadySo,

    /// <summary>Store nothing; answer with <see cref="CatalogueDecision.Refusal"/>.</summary>
    Refused,
}
