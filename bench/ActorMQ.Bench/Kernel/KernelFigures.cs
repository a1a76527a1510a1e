namespace ActorMQ.Bench.Kernel;

/// <summary>What the kernel does in a second on this machine.</summary>
/// <param name="TellsPerSecond">Messages from one sender that one actor has handled.</param>
/// <param name="AsksPerSecond">Answers to asks with a timeout, 64 in flight.</param>
public readonly record struct KernelFigures(double TellsPerSecond, double AsksPerSecond);
