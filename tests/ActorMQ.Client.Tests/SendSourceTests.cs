using ActorMQ.Client.Producing;
using ActorMQ.TestKit;

namespace ActorMQ.Client.Tests;

public sealed class SendSourceTests
{
    private readonly SimulatedRuntime runtime = new(1);
    private readonly SendSourcePool pool;

    public SendSourceTests() => pool = new SendSourcePool(runtime);

    [Fact]
    public void One_outcome_ends_every_task_each_with_its_own_offset()
    {
        SendSource source = pool.Rent();
        ValueTask<SendReceipt>[] tasks = [.. Enumerable.Range(0, 100).Select(source.TaskOf)];
        Assert.All(tasks, static task => Assert.False(task.IsCompleted));
        source.Resolve(new SendOutcome(3, 1_000, false), 100);
        for (int index = 0; index < tasks.Length; index++)
            Assert.Equal(new SendReceipt(3, 1_000 + index, false), tasks[index].Result);
    }

    [Fact]
    public void It_is_used_again_only_when_every_task_was_consumed()
    {
        SendSource source = pool.Rent();
        ValueTask<SendReceipt> first = source.TaskOf(0);
        ValueTask<SendReceipt> second = source.TaskOf(1);
        source.Resolve(new SendOutcome(0, 0, false), 2);
        _ = first.Result;
        Assert.NotSame(source, pool.Rent());
        _ = second.Result;
        Assert.Same(source, pool.Rent());
    }

    [Fact]
    public void A_task_that_is_consumed_twice_is_told_so()
    {
        SendSource source = pool.Rent();
        ValueTask<SendReceipt> task = source.TaskOf(0);
        source.Resolve(new SendOutcome(0, 0, false), 1);
        _ = task.Result;
        Assert.Throws<InvalidOperationException>(() => task.Result);
    }

    [Fact]
    public void Those_who_wait_are_woken_outside_of_the_call_that_ends_their_task() => runtime.Run(async () =>
    {
        SendSource source = pool.Rent();
        List<long> woken = [];
        Task[] waits = [.. Enumerable.Range(0, 20).Select(index => WaitAsync(source.TaskOf(index), woken))];
        source.Resolve(new SendOutcome(0, 100, false), 20);
        Assert.Empty(woken);
        foreach (Task wait in waits)
            await wait;
        Assert.Equal(Enumerable.Range(100, 20).Select(static offset => (long)offset), woken.Order());
        Assert.Same(source, pool.Rent());
    });

    [Fact]
    public void A_failure_reaches_each_task_as_an_exception_of_its_own()
    {
        SendSource source = pool.Rent();
        ValueTask<SendReceipt> first = source.TaskOf(0);
        ValueTask<SendReceipt> second = source.TaskOf(1);
        source.Resolve(new SendOutcome(0, 0, false, ErrorCatalogue.Closed.With("gone")), 2);
        ActorMQException one = Assert.Throws<ActorMQException>(() => first.Result);
        ActorMQException two = Assert.Throws<ActorMQException>(() => second.Result);
        Assert.NotSame(one, two);
        Assert.Equal(("AMQ-1012", "gone"), (two.Code, two.Summary));
    }

    private static async Task WaitAsync(ValueTask<SendReceipt> task, List<long> woken) =>
        woken.Add((await task).Offset);
}
