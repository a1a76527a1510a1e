namespace ActorMQ.Core.Tests;

public sealed class PartitionAgainstModelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_commands_with_crashes_at_any_point_leave_what_the_model_says(int part)
    {
        for (var seed = part; seed < 2_000; seed += 4)
            Walk(seed, steps: 150);
    }

    private static void Walk(int seed, int steps)
    {
        var step = 0;
        try
        {
            var walk = new PartitionWalk(seed);
            walk.Begin();
            for (; step < steps; step++)
                walk.Step();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidOperationException($"Seed {seed}, step {step}: {e.Message}", e);
        }
    }
}
