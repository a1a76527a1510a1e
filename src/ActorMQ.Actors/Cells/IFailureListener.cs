namespace ActorMQ.Actors.Cells;

/// <summary>A parent that wants to know why its child failed, beyond the directive it decides on.</summary>
internal interface IFailureListener
{
    void NoteFailure(Exception reason);
}
