namespace ActorMQ.Protocol.Framing;

/// <summary>
/// Whether frames flow. A Resume that overtakes the Pause it answers is not lost: it is remembered during the call in
/// which the handler decides to pause.
/// </summary>
internal sealed class FrameFlowGate
{
    private const int Flowing = 0;
    private const int ResumeSeen = 1;
    private const int Paused = 2;

    private int state;

    public bool IsPaused => Volatile.Read(ref state) == Paused;

    /// <summary>Before a frame is shown.</summary>
    public void Enter() => Volatile.Write(ref state, Flowing);

    /// <summary>After a frame was shown.</summary>
    /// <returns>Whether the next one may be shown.</returns>
    public bool Leave(FrameFlow wish) =>
        wish == FrameFlow.Continue || Interlocked.CompareExchange(ref state, Paused, Flowing) == ResumeSeen;

    /// <summary>Asks for frames.</summary>
    /// <returns>Whether the flow stood still and the caller must start it.</returns>
    public bool Resume()
    {
        Interlocked.CompareExchange(ref state, ResumeSeen, Flowing);
        return Interlocked.CompareExchange(ref state, Flowing, Paused) == Paused;
    }
}
