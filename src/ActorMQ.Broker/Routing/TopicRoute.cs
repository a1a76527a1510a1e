using ActorMQ.Actors;

namespace ActorMQ.Broker.Routing;

/// <summary>Where the partitions of one topic live. Written by the catalogue alone, read by everybody.</summary>
internal sealed class TopicRoute(int id, string name, int partitions)
{
    private readonly IActorRef?[] actors = new IActorRef?[partitions];

    public int Id { get; } = id;

    public string Name { get; } = name;

    public int Partitions => actors.Length;

    /// <summary>Whether the topic is gone; its partitions do not come back.</summary>
    public bool IsDeleted { get; private set; }

    /// <summary>The partition's actor; null while it is not open or for an index out of range.</summary>
    public IActorRef? Find(int index) => (uint)index < (uint)actors.Length ? Volatile.Read(ref actors[index]) : null;

    public void Set(int index, IActorRef? actor) => Volatile.Write(ref actors[index], actor);

    public void Delete()
    {
        IsDeleted = true;
        Array.Clear(actors);
    }
}
