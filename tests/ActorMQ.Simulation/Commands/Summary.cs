using System.Text;
using System.Text.Json;
using ActorMQ.Simulation.Plans;

namespace ActorMQ.Simulation.Commands;

/// <summary>The last line of a run: one JSON object.</summary>
internal static class Summary
{
    /// <summary>Of a run of seeds.</summary>
    public static string Of(Campaign campaign) => Write(json =>
    {
        CampaignTotals totals = campaign.Totals;
        json.WriteNumber("seeds", totals.Seeds);
        json.WriteNumber("violations", campaign.Violations);
        json.WriteNumber("messages_checked", totals.Messages);
        json.WriteStartObject("faults");
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
            json.WriteNumber(JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()), totals.Faults.Of(kind));
        json.WriteEndObject();
        json.WriteNumber("rare_points", totals.RarePoints.Fired.Sum(point => point.Value));
        json.WriteNumber("steps", totals.Steps);
        json.WriteNumber("virtual_seconds", Math.Round(totals.VirtualTime.TotalSeconds));
        json.WriteNumber("seconds", Math.Round(campaign.Elapsed.TotalSeconds, 1));
    });

    /// <summary>Of a hunt for mutants.</summary>
    /// <param name="found">How many were found.</param>
    /// <param name="total">How many there are.</param>
    /// <param name="medianSeeds">How many seeds it took, in the median of those found.</param>
    /// <param name="seconds">How long it took.</param>
    public static string Of(int found, int total, double medianSeeds, double seconds) => Write(json =>
    {
        json.WriteNumber("found", found);
        json.WriteNumber("total", total);
        json.WriteNumber("median_seeds", medianSeeds);
        json.WriteNumber("seconds", Math.Round(seconds, 1));
    });

    private static string Write(Action<Utf8JsonWriter> fill)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            fill(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
