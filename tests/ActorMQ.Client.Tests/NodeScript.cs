using ActorMQ.Protocol;

namespace ActorMQ.Client.Tests;

/// <summary>Decides by the kind of a frame and its number, counted from 1 for each kind.</summary>
internal delegate NodeAnswer NodeScript(FrameType type, int number);
