using ActorMQ.Broker.Inspection;
using Microsoft.AspNetCore.Http;

namespace ActorMQ.Hosting.Http;

/// <summary>Which messages of a topic an address asks for: of which partition, and from where on.</summary>
/// <param name="Partition">The only partition; null: all.</param>
/// <param name="Start">Where to begin.</param>
internal readonly record struct StartQuery(int? Partition, StartPoint Start)
{
    /// <summary>The parameters that say it.</summary>
    public static string[] Parameters { get; } = ["partition", "offset", "last", "from"];

    /// <summary>
    /// Reads <c>partition</c>, and <c>offset</c>, <c>last</c> or <c>from</c>.
    /// </summary>
    /// <returns>Null when they were read; otherwise what is wrong with them.</returns>
    public static AdminProblem? Read(HttpRequest request, StartPoint otherwise, out StartQuery query)
    {
        (long? partition, long? offset, long? last, long? from) = (null, null, null, null);
        AdminProblem? problem = AdminQuery.Read(request, "partition", 0, int.MaxValue, ref partition)
            ?? AdminQuery.Read(request, "offset", 0, long.MaxValue, ref offset)
            ?? AdminQuery.Read(request, "last", 1, long.MaxValue, ref last)
            ?? AdminQuery.ReadTime(request, "from", ref from);
        StartPoint start = offset is { } at ? StartPoint.At(at)
            : last is { } count ? new StartPoint(StartKind.Last, count)
            : from is { } time ? new StartPoint(StartKind.Time, time)
            : otherwise;
        query = new StartQuery((int?)partition, start);
        bool isTwice = offset is not null && last is not null || (offset ?? last) is not null && from is not null;
        return problem ?? (isTwice ? Twice : null);
    }

    private static AdminProblem Twice => AdminProblem.InvalidField(
        "offset", "Of offset, last and from more than one is given.", "Give one of them.");
}
