namespace ActorMQ.Client;

/// <summary>An entry of the <see cref="ErrorCatalogue"/>.</summary>
/// <param name="Code"><c>AMQ-nnnn</c>; keeps its meaning for ever.</param>
/// <param name="Title">What it means, in a sentence.</param>
/// <param name="NextStep">What the reader can do about it.</param>
public sealed record CataloguedError(string Code, string Title, string NextStep)
{
    internal ActorMQException With(string message, Exception? cause = null) => new(Code, message, NextStep, cause);

    internal ActorMQException With(string message, string nextStep, Exception? cause = null) =>
        new(Code, message, nextStep, cause);
}
