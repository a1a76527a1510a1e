using System.Text.Json;
using ActorMQ.Broker.DeadLetters;
using ActorMQ.Broker.Inspection;

namespace ActorMQ.Hosting.Http;

/// <summary>The body of a request to redrive or to purge dead letters: which ones, and how fast.</summary>
internal readonly record struct DeadLetterRequest(
    IReadOnlyList<MessagePlace>? Offsets, DeadLetterFilter? Filter, bool All, int Rate)
{
    /// <summary>Those that are meant.</summary>
    public DeadLetterSelection Selection => new(Offsets, Filter ?? DeadLetterFilter.All);

    /// <summary>Reads a body.</summary>
    /// <returns>Null when it was read; otherwise what is wrong with it.</returns>
    public static AdminProblem? Read(ReadOnlyMemory<byte> body, out DeadLetterRequest request)
    {
        request = default;
        if (JsonBody.Read(body, ref request, ReadField) is { } problem)
            return problem;
        bool isSome = request.Offsets is not null || request.Filter is not null;
        return isSome != request.All
            ? null
            : AdminProblem.InvalidBody(
                "The body does not say in one way which dead letters are meant.",
                "Give offsets, a filter, or both; or all: true.");
    }

    private static AdminProblem? ReadField(JsonProperty field, ref DeadLetterRequest request) => field.Name switch
    {
        "offsets" => ReadOffsets(field, ref request),
        "filter" => ReadFilter(field, ref request),
        "all" => ReadAll(field, ref request),
        "rate" => ReadRate(field, ref request),
        _ => JsonBody.UnknownField(field, "offsets, filter, all, rate"),
    };

    private static AdminProblem? ReadOffsets(JsonProperty field, ref DeadLetterRequest request)
    {
        if (field.Value.ValueKind != JsonValueKind.Array
            || field.Value.GetArrayLength() is < 1 or > DeadLetterAdmin.PageMax)
        {
            return AdminProblem.InvalidField(
                "offsets", $"offsets is not a list of 1 to {DeadLetterAdmin.PageMax}.",
                "Give a list of {\"partition\":0,\"offset\":0}, or a filter.", DeadLetterAdmin.PageMax);
        }

        var places = new List<MessagePlace>(field.Value.GetArrayLength());
        foreach (JsonElement item in field.Value.EnumerateArray())
        {
            var place = new MessagePlace(-1, -1);
            if (JsonBody.ReadObject(field.Name, item, ref place, ReadPlace) is { } problem)
                return problem;
            if (place is not { Partition: >= 0, Offset: >= 0 })
                return AdminProblem.InvalidField(
                    "offsets", "An entry of offsets lacks its partition or its offset, or one is negative.",
                    "Give both, as dlq ls shows them.");
            places.Add(place);
        }

        request = request with { Offsets = places };
        return null;
    }

    private static AdminProblem? ReadPlace(JsonProperty field, ref MessagePlace place)
    {
        (int partition, long offset) = place;
        AdminProblem? problem = field.Name switch
        {
            "partition" => JsonBody.ReadNumber(field, ref partition),
            "offset" => JsonBody.ReadNumber(field, ref offset),
            _ => JsonBody.UnknownField(field, "partition, offset"),
        };
        place = new MessagePlace(partition, offset);
        return problem;
    }

    private static AdminProblem? ReadFilter(JsonProperty field, ref DeadLetterRequest request)
    {
        DeadLetterFilter filter = DeadLetterFilter.All;
        AdminProblem? problem =
            JsonBody.ReadObject(field.Name, field.Value, ref filter, DeadLetterFilterRequest.ReadField);
        request = request with { Filter = filter };
        // Who forgot to fill it in does not mean all.
        return problem is null && filter == DeadLetterFilter.All
            ? AdminProblem.InvalidField("filter", "filter leaves nothing out.", "Give a field that does, or all: true.")
            : problem;
    }

    private static AdminProblem? ReadAll(JsonProperty field, ref DeadLetterRequest request)
    {
        request = request with { All = field.Value.ValueKind == JsonValueKind.True };
        return request.All ? null : AdminProblem.InvalidField("all", "all is not true.", "Give true, or leave it out.");
    }

    private static AdminProblem? ReadRate(JsonProperty field, ref DeadLetterRequest request)
    {
        int rate = 0;
        AdminProblem? problem = JsonBody.ReadNumber(field, ref rate);
        request = request with { Rate = rate };
        return problem is null && rate is < 1 or > DeadLetterAdmin.RateMax
            ? AdminProblem.InvalidField(
                "rate", $"rate is not a whole number from 1 to {DeadLetterAdmin.RateMax}.",
                "Give messages a second, or leave it out for no limit.", DeadLetterAdmin.RateMax)
            : problem;
    }
}
