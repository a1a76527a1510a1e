namespace ActorMQ.Client.Links;

/// <summary>Where a <see cref="Link"/> is in its circle: connecting, greeting, up, pausing, and again.</summary>
internal enum LinkPhase : byte
{
    Idle,
    Connecting,
    Greeting,
    Up,
    Pausing,
    Closed,
}
