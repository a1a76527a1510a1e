namespace ActorMQ.Bench.Product;

/// <summary>One run of the workload <c>slow-consumer</c>.</summary>
/// <param name="Tier">How durable a message is when its send completes.</param>
/// <param name="MsgsPerS">Messages that were sent, per second.</param>
/// <param name="QuietE2eP99Us">
/// 99 of 100 messages that nine of ten consumers took were delivered within this time, in microseconds, while the tenth
/// was as fast as they; the middle one of five turns.
/// </param>
/// <param name="E2eP99Us">The same while the tenth reads a hundredth of its share.</param>
/// <param name="RatioToQuiet">Their ratio in one turn, the middle one of five.</param>
/// <param name="RssMib">The most resident memory of the node, in MiB.</param>
public sealed record SlowConsumerFigures(
    string Tier, double MsgsPerS, double QuietE2eP99Us, double E2eP99Us, double RatioToQuiet, double RssMib);
