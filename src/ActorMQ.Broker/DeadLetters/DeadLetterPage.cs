using ActorMQ.Broker.Inspection;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>Some dead letters in order, by partition and offset.</summary>
/// <param name="Letters">The dead letters; fewer than were asked for when many others had to be passed over.</param>
/// <param name="Next">Where to go on; null: there are no more.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Letters, MessagePlace? Next);
