namespace ActorMQ.Broker.Catalogue;

/// <summary>The catalogue cannot tell what is stored: it starts again from the journal.</summary>
internal sealed class CatalogueFailedException(string message, Exception inner) : Exception(message, inner);
