using ActorMQ.Client;

namespace ActorMQ.Cmd.Verify;

/// <summary>Hears what became of each send.</summary>
internal interface IVerifyOutcomes
{
    /// <summary>It is durable.</summary>
    void Acknowledged(int number, int partition, long offset);

    /// <summary>It failed: the message may be stored or not.</summary>
    void Failed(int number, ActorMQException failure);
}
