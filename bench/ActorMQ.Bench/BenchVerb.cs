using System.CommandLine;
using System.Text.Json.Nodes;

namespace ActorMQ.Bench;

/// <summary>Makes a verb of the command line out of a way to measure one run.</summary>
public static class BenchVerb
{
    /// <summary>A verb with the options that all workloads have.</summary>
    /// <param name="name">The word on the command line, and the workload in the figures.</param>
    /// <param name="description">One line for the help.</param>
    /// <param name="measure">
    /// Measures one run. What it returns is written as JSON in snake case; null properties are left out.
    /// </param>
    /// <param name="sizeDefault">Bytes of a body where the command line does not say.</param>
    public static Command Create(
        string name, string description, Func<BenchRequest, object> measure, int sizeDefault = 100)
    {
        Option<int> size = Number("--size", "Bytes of a message's body.", sizeDefault);
        Option<int> runs = Number("--runs", "Runs; the figures are their medians.", 5);
        Option<int> window = Number("--window", "Messages in flight.", BenchLoad.Window);
        Option<int?> count = new("--count")
        {
            Description = "How many messages or partitions, where the workload counts them.",
        };
        Option<double> seconds = new("--seconds")
        {
            Description = "Measured seconds of one run.",
            DefaultValueFactory = static _ => 20,
        };
        Option<bool> json = new("--json") { Description = "One line of JSON instead of a table." };
        Option<bool> save = new("--save") { Description = "Also write docs/figures/<workload>-<size>.json." };
        Command command = new(name, description) { size, seconds, runs, window, count, json, save };
        command.SetAction(parsed =>
        {
            var request = new BenchRequest(
                parsed.GetValue(size), parsed.GetValue(seconds), parsed.GetValue(runs), parsed.GetValue(window))
            {
                Count = parsed.GetValue(count),
            };
            JsonObject figures = MeasureAll(name, request, measure);
            Report.Print(figures, parsed.GetValue(json));
            if (parsed.GetValue(save))
                Report.Save(figures, request);
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static JsonObject MeasureAll(string name, BenchRequest request, Func<BenchRequest, object> measure)
    {
        List<JsonObject> runs = [];
        for (int run = 1; run <= request.Runs; run++)
        {
            JsonObject figures = Report.ToJson(measure(request));
            runs.Add(figures);
            Console.Error.WriteLine($"{name} {run}/{request.Runs}: {figures.ToJsonString()}");
        }
        return Medians.Of(name, request, runs);
    }
}
