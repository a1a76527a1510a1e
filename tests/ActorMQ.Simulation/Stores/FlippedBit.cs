using ActorMQ.Journal;

namespace ActorMQ.Simulation.Stores;

/// <summary>Hands on what is stored, one bit of one row wrong: damage behind the check of the row.</summary>
internal sealed class FlippedBit(IEventSink sink, SharedStore shared) : IEventSink
{
    private bool isDone;

    public void OnSnapshot(ReadOnlySpan<byte> snapshot) => sink.OnSnapshot(Flip(snapshot));

    public void OnEvents(ReadOnlySpan<byte> events) => sink.OnEvents(Flip(events));

    private ReadOnlySpan<byte> Flip(ReadOnlySpan<byte> row)
    {
        if (isDone || shared.Draw(4) != 0)
            return row;
        isDone = true;
        byte[] wrong = row.ToArray();
        wrong[shared.Draw(wrong.Length)] ^= (byte)(1 << shared.Draw(8));
        return wrong;
    }
}
