using System.Globalization;
using ActorMQ.Journal;

namespace ActorMQ.Broker.Tests;

/// <summary>The real client and the real broker in one thread, from a seed.</summary>
public sealed class ClientOverSeededNode
{
    private const int SeedsMax = 50;

    /// <summary>Set in a second process: where to write the hashes.</summary>
    private const string HashFileVariable = "ACTORMQ_TEST_TRACE_HASHES";

    [Fact]
    public void Sent_messages_are_consumed_once_in_order_and_acked()
    {
        var node = new SeededNode();
        node.Start();
        node.CreateTopic("orders", 4);
        var story = new SendAndConsume(node, messages: 500);
        node.Runtime.Run(story.RunAsync);
        story.Check();
        Assert.All(node.Describe("orders").Partitions, partition => Assert.Equal(0, partition.Groups.Single().Lag));
    }

    [Theory]
    [InlineData(AppendFault.Busy)]
    [InlineData(AppendFault.UnknownStored)]
    [InlineData(AppendFault.UnknownAbsent)]
    public void A_store_that_fails_now_and_then_loses_and_doubles_nothing(AppendFault fault)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var node = new SeededNode(seed);
            node.Start();
            node.CreateTopic("orders", 3);
            node.Journal.Faults = new Sometimes(node.Runtime.Random("faults"), fault);
            var story = new SendAndConsume(node, messages: 200);
            node.Runtime.Run(story.RunAsync);
            story.Check();
        }
    }

    [Fact]
    public void Fifty_seeds_give_equal_traces_in_two_runs_of_two_processes_and_no_pool_item()
    {
        string[] hashes = [.. Enumerable.Range(1, SeedsMax).Select(seed => TraceOf((ulong)seed))];
        string? file = Environment.GetEnvironmentVariable(HashFileVariable);
        if (file is not null)
        {
            File.WriteAllLines(file, hashes);
            return;
        }

        Assert.Equal(SeedsMax, hashes.Distinct().Count());
        Assert.Equal(hashes, OtherProcess());
    }

    private static string TraceOf(ulong seed)
    {
        var node = new SeededNode(seed);
        node.Start();
        node.CreateTopic("orders", 2);
        var story = new SendAndConsume(node, messages: 40);
        node.Runtime.Run(story.RunAsync);
        story.Check();
        // The pool's items count for a whole process: they mean something only where no test runner uses it too.
        if (Environment.GetEnvironmentVariable(HashFileVariable) is not null)
            Assert.Equal(0, node.Runtime.PoolItems);
        return node.Runtime.TraceHash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static string[] OtherProcess()
    {
        string file = Path.GetTempFileName();
        try
        {
            string method = $"{typeof(ClientOverSeededNode).FullName}.{nameof(
                Fifty_seeds_give_equal_traces_in_two_runs_of_two_processes_and_no_pool_item)}";
            string assembly = typeof(ClientOverSeededNode).Assembly.Location;
            var start = new System.Diagnostics.ProcessStartInfo("dotnet", ["exec", assembly, "-method", method])
            {
                RedirectStandardOutput = true,
            };
            start.Environment[HashFileVariable] = file;
            using var process = System.Diagnostics.Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, output);
            return File.ReadAllLines(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Fails one append of eight, by chance.</summary>
    private sealed class Sometimes(Random chance, AppendFault fault) : IAppendFaults
    {
        public AppendFault Next(JournalAppend append) => chance.Next(8) == 0 ? fault : AppendFault.None;
    }
}
