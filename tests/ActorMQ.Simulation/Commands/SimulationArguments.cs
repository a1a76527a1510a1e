using System.Globalization;

namespace ActorMQ.Simulation.Commands;

/// <summary>What the command line asks for.</summary>
/// <param name="Verb">The kind of run.</param>
/// <param name="First">The first seed.</param>
/// <param name="Last">The last seed.</param>
/// <param name="Minutes">How long a run by time lasts.</param>
/// <param name="Mutant">The bug to put into the product; null: none, or each in turn.</param>
/// <param name="Threads">Seeds that run side by side.</param>
internal sealed record SimulationArguments(
    SimulationVerb Verb, ulong First, ulong Last, double Minutes, string? Mutant, int Threads)
{
    public const string Usage = """
        usage: sim --seed N [--history FILE] | --seeds A..B | --minutes M [--first N] [--count N]
               | --regressions | --mutants
               [--mutant NAME] [--threads N]

          --seed N        run one seed, print what it does, and the story of what is wrong with it
          --history FILE  with a seed: write what happened to a file, an event a line
          --seeds A..B    run a range of seeds
          --minutes M     run new seeds for so long, from --first N (default: by the calendar),
                          --count N at most
          --regressions   run every seed that has found something once
          --mutants       put each known bug into the product, or the one of --mutant, and look for it in
                          seeds 1..20000, or in those of --seeds
          --mutant NAME   with a seed or a range: with that bug in the product
          --threads N     seeds side by side (default 1)
        """;

    /// <summary>How many seeds a run by time has at most.</summary>
    public ulong Count { get; private init; } = 1_000_000_000;

    /// <summary>A file that the one seed's history is written to; null: none.</summary>
    public string? History { get; private init; }

    /// <summary>Reads the arguments; null when they make no sense.</summary>
    public static SimulationArguments? Parse(IReadOnlyList<string> arguments)
    {
        var read = new SimulationArguments(SimulationVerb.None, 1, 1, 0, null, 1);
        for (int index = 0; index < arguments.Count; index++)
        {
            string name = arguments[index];
            bool isFlag = name is "--regressions" or "--mutants";
            if (!isFlag && ++index >= arguments.Count)
                return null;
            if (read.With(name, arguments[index]) is not { } next)
                return null;
            read = next;
        }

        return read.Verb == SimulationVerb.None ? null : read;
    }

    private SimulationArguments? With(string name, string value) => name switch
    {
        "--regressions" => this with { Verb = SimulationVerb.Regressions },
        "--mutants" => this with { Verb = SimulationVerb.Mutants },
        "--seed" when TryRead(value, out ulong seed) =>
            this with { Verb = SimulationVerb.Seed, First = seed, Last = seed },
        "--first" when TryRead(value, out ulong seed) => this with { First = seed },
        "--seeds" => WithRange(value.Split("..")),
        "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out double minutes) && minutes > 0 =>
            this with { Verb = SimulationVerb.Minutes, Minutes = minutes },
        "--count" when TryRead(value, out ulong count) => this with { Count = count },
        "--history" => this with { History = value },
        "--mutant" => this with { Mutant = value },
        "--threads" when TryRead(value, out ulong threads) && threads is > 0 and < 65 =>
            this with { Threads = (int)threads },
        _ => null,
    };

    private SimulationArguments? WithRange(string[] range) =>
        range.Length == 2 && TryRead(range[0], out ulong first) && TryRead(range[1], out ulong last) && first <= last
            ? this with { Verb = Or(SimulationVerb.Seeds), First = first, Last = last }
            : null;

    // A range goes with the mutants too: the seeds to look at.
    private SimulationVerb Or(SimulationVerb verb) => Verb == SimulationVerb.Mutants ? Verb : verb;

    private static bool TryRead(string text, out ulong seed) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed);
}
