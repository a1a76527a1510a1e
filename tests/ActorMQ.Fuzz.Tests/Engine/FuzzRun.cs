using System.Diagnostics;
using System.Globalization;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Engine;

/// <summary>Plays rounds of a target until enough different inputs were given.</summary>
/// <remarks>
/// The variable <c>ACTORMQ_FUZZ</c> changes it: <c>SEED</c> draws other inputs, <c>SEED:ROUND</c> plays one round
/// alone. <c>ACTORMQ_FUZZ_INPUTS</c> sets how many inputs. Each round draws from the seed and its number alone.
/// </remarks>
internal sealed class FuzzRun
{
    private const int InputsDefault = 200_000;
    private const ulong SeedDefault = 1;

    // What caches and pools of a process may keep after a run.
    private const long KeptBytesMax = 48L << 20;
    private static readonly TimeSpan HangMax = TimeSpan.FromSeconds(30);

    private readonly FuzzTarget target;
    private readonly InputLog log = new();
    private readonly string test;
    private readonly ulong seed = SeedDefault;
    private readonly long? onlyRound;
    private readonly int inputs = InputsDefault;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private long round;
    private long roundSeen = -1;

    private FuzzRun(FuzzTarget target, string test)
    {
        this.target = target;
        this.test = test;
        string[] parts = (Environment.GetEnvironmentVariable("ACTORMQ_FUZZ") ?? "").Split(':');
        if (parts[0].Length != 0)
            seed = ulong.Parse(parts[0], CultureInfo.InvariantCulture);
        if (parts.Length > 1)
            onlyRound = long.Parse(parts[1], CultureInfo.InvariantCulture);
        if (Environment.GetEnvironmentVariable("ACTORMQ_FUZZ_INPUTS") is { Length: > 0 } count)
            inputs = int.Parse(count, CultureInfo.InvariantCulture);
    }

    /// <summary>Plays the target.</summary>
    /// <param name="target">What is given inputs.</param>
    /// <param name="test">The full name of the test method, for the command that plays a round again.</param>
    /// <returns>What became of the inputs.</returns>
    public static InputLog Play(FuzzTarget target, string test)
    {
        var run = new FuzzRun(target, test);
        run.PlayAll();
        return run.log;
    }

    private void PlayAll()
    {
        if (onlyRound is { } only)
        {
            PlayRound(only);
            return;
        }

        PlayRound(0);
        long before = LiveBytes();
        using var watchdog = new Timer(_ => EndIfHung(), null, HangMax, HangMax);
        for (round = 1; log.Distinct < inputs; round++)
        {
            PlayRound(round);
            if (log.Given > 20L * inputs)
                throw new FuzzFailureException($"Only {log.Distinct} of {log.Given} inputs differ.");
        }

        Report();
        log.Forget();
        long kept = LiveBytes() - before;
        if (kept > KeptBytesMax)
            throw new FuzzFailureException($"{kept} bytes are kept after {round} rounds of {test}, seed {seed}.");
    }

    private void PlayRound(long number)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Play(Chance(number), log);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new FuzzFailureException($"{fault.GetType().Name}: {fault.Message}\n{Replay(number)}", fault);
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (allocated > target.AllocatedBytesMax)
            throw new FuzzFailureException($"The round allocated {allocated} bytes.\n{Replay(number)}");
    }

    private SeededRandom Chance(long number) =>
        new(new SeededRandom(seed).NextBits() ^ new SeededRandom((ulong)number).NextBits());

    private string Replay(long number)
    {
        string shown = Convert.ToHexString(log.Last.AsSpan(0, Math.Min(2048, log.Last.Length)));
        return $"Again: ACTORMQ_FUZZ={seed}:{number} dotnet run --project tests/ActorMQ.Fuzz.Tests -- -method {test}\n"
            + $"Last input ({log.Last.Length} bytes): {shown}";
    }

    private void Report()
    {
        string outcomes = string.Join(", ", log.Outcomes.Select(static one => $"{one.Key} {one.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{test}: seed {seed}, {round} rounds, {log.Distinct} different inputs of {log.Given}, "
            + $"{watch.Elapsed.TotalSeconds:F1} s: {outcomes}");
    }

    // A round that never ends cannot be ended from outside: the process says which one it was, and stops.
    private void EndIfHung()
    {
        long now = Volatile.Read(ref round);
        if (now == roundSeen)
            Environment.FailFast($"A round hangs. {Replay(now)}");
        roundSeen = now;
    }

    private static long LiveBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
