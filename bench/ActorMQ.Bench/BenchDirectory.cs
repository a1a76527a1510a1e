namespace ActorMQ.Bench;

/// <summary>Where the bench keeps its files: on the disk of the working directory, never in memory.</summary>
public static class BenchDirectory
{
    /// <summary>A directory, made if need be.</summary>
    public static string Create()
    {
        string path = Path.Combine(Environment.CurrentDirectory, "artifacts", "bench");
        Directory.CreateDirectory(path);
        return path;
    }
}
