using System.Globalization;

namespace ActorMQ.Simulation.Checking;

/// <summary>A history's time in the form in which reports show it.</summary>
internal static class Clock
{
    /// <summary>Seconds with six places.</summary>
    public static string Text(long atUs) =>
        (atUs / 1_000_000m).ToString("0.000000", CultureInfo.InvariantCulture) + " s";
}
