namespace ActorMQ.Client;

/// <summary>A refusal or a failure that ActorMQ reports: what happened, and what to do next.</summary>
public sealed class ActorMQException : Exception
{
    /// <summary>A failure with the given code, which <see cref="ErrorCatalogue"/> describes.</summary>
    public ActorMQException(string code, string message, string nextStep, Exception? cause = null)
        : base($"{code}: {message} {nextStep}".TrimEnd(), cause)
    {
        Code = code;
        Summary = message;
        NextStep = nextStep;
    }

    /// <summary>The code, <c>AMQ-nnnn</c>; a code keeps its meaning for ever.</summary>
    public string Code { get; }

    /// <summary>What happened, in a sentence, without the code.</summary>
    public string Summary { get; }

    /// <summary>What the reader can do about it.</summary>
    public string NextStep { get; }
}
