namespace ActorMQ.Protocol.Framing;

/// <summary>What a round found out about a connection.</summary>
internal enum LivenessVerdict : byte
{
    Alive,
    HeartbeatDue,
    NotGreeted,
    Dead,
    Stalled,
}
