using ActorMQ.Client;

namespace ActorMQ.Cmd.Bench;

/// <summary>A message that was sent and is not confirmed.</summary>
/// <param name="Intended">The tick from which its latency counts.</param>
/// <param name="Receipt">To be awaited once.</param>
internal readonly record struct PendingSend(long Intended, ValueTask<SendReceipt> Receipt);
