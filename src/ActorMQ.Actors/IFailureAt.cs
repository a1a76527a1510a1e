namespace ActorMQ.Actors;

/// <summary>An exception that knows at which record its actor failed.</summary>
public interface IFailureAt
{
    /// <summary>The identity of the record, such as <c>orders/3@812</c>; equal for the same record.</summary>
    string Position { get; }
}
