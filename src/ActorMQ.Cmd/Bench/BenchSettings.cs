namespace ActorMQ.Cmd.Bench;

/// <summary>What a run of <c>pbm bench</c> is to do.</summary>
internal sealed record BenchSettings
{
    /// <summary>An existing topic, or null for one of its own.</summary>
    public string? Topic { get; init; }

    /// <summary>Of a topic of its own.</summary>
    public int Partitions { get; init; } = 8;

    /// <summary>Bytes of a body.</summary>
    public int Size { get; init; } = 100;

    /// <summary>How long is sent.</summary>
    public double Seconds { get; init; } = 10;

    /// <summary>Messages a second of all clients together; 0: as many as the node confirms.</summary>
    public int Rate { get; init; }

    /// <summary>Messages of one client that may wait for their confirmation.</summary>
    public int Window { get; init; } = 8_192;

    /// <summary>Connections that send, each with a consumer beside it.</summary>
    public int Clients { get; init; } = 1;

    /// <summary>Whether a topic of its own stays.</summary>
    public bool Keep { get; init; }

    /// <summary>The same within what memory allows, and a remark for each value that had to change.</summary>
    public BenchSettings Fitted(Action<string> remark)
    {
        BenchSettings fitted = this;
        if (Size < BenchLimits.SizeMin)
        {
            remark($"--size {Size}: raised to {BenchLimits.SizeMin} bytes, to carry the send time.");
            fitted = fitted with { Size = BenchLimits.SizeMin };
        }
        long windowMax = BenchLimits.BodyBytesMax / ((long)fitted.Size * Clients);
        if (Window > windowMax)
        {
            remark($"--window {Window}: lowered to {windowMax}, so that all bodies on their way take at most "
                + $"{BenchLimits.BodyBytesMax} bytes.");
            fitted = fitted with { Window = (int)windowMax };
        }
        return fitted;
    }
}
