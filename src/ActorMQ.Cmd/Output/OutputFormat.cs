namespace ActorMQ.Cmd.Output;

/// <summary>How data is written.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>One document, or one object a line.</summary>
    Json,

    /// <summary>The fields of the JSON as columns.</summary>
    Csv,
}
