namespace ActorMQ.Demo;

/// <summary>Where the demo shows what happens.</summary>
internal interface IDemoScreen
{
    /// <summary>Shows <paramref name="figures"/> until <paramref name="work"/> ends.</summary>
    Task WatchAsync(Task work, Func<DemoFigures> figures);

    /// <summary>Tells of an event.</summary>
    void Say(string text);
}
