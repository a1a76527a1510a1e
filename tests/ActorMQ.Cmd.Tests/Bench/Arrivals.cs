using ActorMQ.Cmd.Bench;

namespace ActorMQ.Cmd.Tests.Bench;

public sealed class Arrivals
{
    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(2, 200_000)]
    public void Are_told_from_repetitions_as_a_set_does(int seed, int numbers)
    {
        var random = new Random(seed);
        var (arrivals, model) = (new ArrivalSet(), new HashSet<long>());
        for (int i = 0; i < 3 * numbers; i++)
        {
            long number = random.Next(numbers);
            Assert.Equal(model.Add(number), arrivals.Add(number));
        }
    }

    [Fact]
    public void In_order_are_first_ones_once()
    {
        var arrivals = new ArrivalSet();
        for (long number = 0; number < 200_000; number++)
            Assert.True(arrivals.Add(number));
        for (long number = 0; number < 200_000; number++)
            Assert.False(arrivals.Add(number));
    }

    [Fact]
    public void Far_ahead_of_a_missing_one_give_it_up()
    {
        var arrivals = new ArrivalSet();
        Assert.True(arrivals.Add(ArrivalSet.SpreadMax));
        Assert.True(arrivals.Add(1));

        Assert.True(arrivals.Add(3 * ArrivalSet.SpreadMax));

        Assert.False(arrivals.Add(0));
        Assert.False(arrivals.Add(ArrivalSet.SpreadMax));
        Assert.True(arrivals.Add(3 * ArrivalSet.SpreadMax - 1));
        Assert.False(arrivals.Add(3 * ArrivalSet.SpreadMax - 1));
    }
}
