using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace ActorMQ.Bench;

/// <summary>Shows figures: a table for people, a line of JSON for machines, a file for the documents.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions names = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonSerializerOptions indented = new() { WriteIndented = true };

    public static JsonObject ToJson(object figures) =>
        JsonSerializer.Deserialize<JsonObject>(JsonSerializer.Serialize(figures, names))!;

    public static void Print(JsonObject figures, bool asJson)
    {
        if (asJson)
            Console.WriteLine(figures.ToJsonString());
        else
            AnsiConsole.Write(ToTable(figures));
    }

    /// <summary>Writes the figures, and the command that makes them, where the documents look for them.</summary>
    public static void Save(JsonObject figures, BenchRequest request)
    {
        string workload = figures["workload"]!.GetValue<string>();
        string folder = Path.Combine(FindRoot(), "docs", "figures");
        Directory.CreateDirectory(folder);
        var saved = (JsonObject)figures.DeepClone();
        saved["command"] = FormattableString.Invariant(
            $"./build.sh bench {workload} --size {request.Size} --seconds {request.Seconds} --runs {request.Runs}")
            + (request.Count is { } count ? FormattableString.Invariant($" --count {count}") : "");
        File.WriteAllText(
            Path.Combine(folder, $"{workload}-{request.Size}.json"), saved.ToJsonString(indented) + "\n");
    }

    private static Table ToTable(JsonObject figures)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("figure");
        table.AddColumn(new TableColumn("value").RightAligned());
        foreach ((string name, JsonNode? value) in figures)
            table.AddRow(Markup.Escape(name), Markup.Escape(Format(value)));
        return table;
    }

    private static string Format(JsonNode? value)
    {
        if (value?.GetValueKind() != JsonValueKind.Number)
            return value?.ToString() ?? "";
        double number = double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
        return number.ToString("#,0.###", CultureInfo.InvariantCulture);
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(Environment.CurrentDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ActorMQ.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new DirectoryNotFoundException("No ActorMQ.sln above here: run --save inside of the repository.");
    }
}
