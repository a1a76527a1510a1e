using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorMQ.Bench;

/// <summary>Joins the figures of several runs.</summary>
internal static class Medians
{
    private const string Rate = "msgs_per_s";

    /// <summary>The median of each number; of the message rate also least and most.</summary>
    public static JsonObject Of(string workload, BenchRequest request, IReadOnlyList<JsonObject> runs)
    {
        var joined = new JsonObject
        {
            ["workload"] = workload,
            ["size"] = request.Size,
            ["seconds"] = request.Seconds,
            ["runs"] = runs.Count,
        };
        foreach ((string name, JsonNode? value) in runs[0])
        {
            if (value?.GetValueKind() != JsonValueKind.Number)
                joined[name] = value?.DeepClone();
            else
                Join(joined, name, Sorted(runs, name));
        }
        return joined;
    }

    private static void Join(JsonObject joined, string name, double[] values)
    {
        int middle = values.Length / 2;
        joined[name] = Rounded(
            values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
        if (name != Rate)
            return;
        joined[$"{name}_min"] = Rounded(values[0]);
        joined[$"{name}_max"] = Rounded(values[^1]);
    }

    private static double[] Sorted(IReadOnlyList<JsonObject> runs, string name)
    {
        double[] values = [.. runs.Select(run => run[name]!.GetValue<JsonElement>().GetDouble())];
        Array.Sort(values);
        return values;
    }

    private static double Rounded(double value) =>
        value == 0 ? 0 : Math.Round(value, Math.Max(0, 3 - (int)Math.Floor(Math.Log10(Math.Abs(value)))));
}
