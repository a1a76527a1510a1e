namespace ActorMQ.Records;

/// <summary>The bugs that <see cref="Mutants"/> can put into the product, each in one line.</summary>
internal enum Mutant : byte
{
    /// <summary>The product as it is.</summary>
    None,
}
