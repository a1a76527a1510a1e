namespace ActorMQ.Demo;

/// <summary>What the demo shows while it runs.</summary>
internal readonly record struct DemoFigures(
    int Messages, long Sent, long Confirmed, long FirstConsumer, long SecondConsumer);
