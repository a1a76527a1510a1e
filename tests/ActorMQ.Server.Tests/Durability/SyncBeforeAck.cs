using System.Text;
using ActorMQ.Client;

namespace ActorMQ.Server.Tests.Durability;

/// <summary>
/// A kill cannot show a missing sync, since the kernel keeps what a dead process wrote. The tracer can: it shows that
/// the bytes of each message were written to the journal and synced before the message was acknowledged.
/// </summary>
public sealed class SyncBeforeAck
{
    private const string Topic = "orders";
    private const int MessagesEach = 25;
    private const int Producers = 2;

    // Type of a SendReply frame; its place is after the length.
    private const byte SendReplyType = 8;
    private static readonly string[] SyncCalls = ["fsync", "fdatasync"];
    private static readonly string[] WriteCalls = ["write", "writev", "pwrite64", "pwritev"];
    private static readonly string[] SendCalls = ["sendto", "sendmsg", "write", "writev"];
    private static readonly string[] ReceiveCalls = ["recvfrom", "recvmsg", "read"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bytes_of_each_message_are_synced_before_it_is_acknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/strace"), "strace is not installed.");

        IReadOnlyList<Syscall> calls = await TraceAsync();

        int proven = 0;
        for (int producer = 0; producer < Producers; producer++)
        {
            for (int number = 0; number < MessagesEach; number++, proven++)
                AssertSyncedBeforeReply(calls, producer, number);
        }
        Assert.Equal(Producers * MessagesEach, proven);
    }

    private static async Task<IReadOnlyList<Syscall>> TraceAsync()
    {
        string output = Path.GetTempFileName();
        NodeSetup setup = NodeSetup.Fresh("strace") with { Wrapper = SyscallTrace.Tracer(output) };
        await using (TestNode node = await TestNode.StartAsync(setup))
        {
            using (var admin = new ActorMQAdmin(setup.HttpAddress))
                await admin.CreateTopicAsync(Topic, partitions: 4, cancellation: Cancellation);
            await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => SendAsync(setup, producer)));
            Assert.Equal(0, await node.Process.StopAsync());
        }
        IReadOnlyList<Syscall> calls = SyscallTrace.Read(output);
        File.Delete(output);
        return calls;
    }

    // One after the other on a connection of its own, so that the n-th reply belongs to the n-th message.
    private static async Task SendAsync(NodeSetup setup, int producer)
    {
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(
            setup.Endpoint, cancellation: Cancellation);
        await using Producer sender = client.Producer(Topic);
        for (int number = 0; number < MessagesEach; number++)
            await sender.SendAsync(Marker(producer, number), Cancellation);
    }

    private static void AssertSyncedBeforeReply(IReadOnlyList<Syscall> calls, int producer, int number)
    {
        string marker = SyscallTrace.Escaped(Marker(producer, number));
        Syscall received = calls.First(call => IsOf(ReceiveCalls, call) && Has(call, marker));
        Syscall stored = calls.First(call => IsOf(WriteCalls, call) && IsJournal(call) && Has(call, marker));
        Syscall replied = calls.Where(call => IsReplyOn(received.Target, call)).ElementAt(number);
        bool isSynced = calls.Any(call => IsOf(SyncCalls, call) && IsJournal(call)
            && call.Start >= stored.End && call.End <= replied.Start);

        Assert.True(stored.Start >= received.Start);
        Assert.True(
            isSynced,
            $"Message {number} of producer {producer}: written at {stored.Start:F6}, acknowledged at "
            + $"{replied.Start:F6}, and no sync of the journal in between.");
    }

    private static byte[] Marker(int producer, int number) =>
        Encoding.ASCII.GetBytes($"<{producer}:{number:0000}-synced>");

    private static bool Has(Syscall call, string marker) => call.Arguments.Contains(marker, StringComparison.Ordinal);

    private static bool IsOf(string[] names, Syscall call) => Array.IndexOf(names, call.Name) >= 0;

    private static bool IsJournal(Syscall call) => call.Target.EndsWith("-wal", StringComparison.Ordinal);

    // The buffer begins with a frame: 4 bytes of length, then the type.
    private static bool IsReplyOn(string connection, Syscall call)
    {
        if (!IsOf(SendCalls, call) || call.Target != connection)
            return false;
        int buffer = call.Arguments.IndexOf('"', StringComparison.Ordinal);
        string type = $"\\x{SendReplyType:x2}";
        return buffer >= 0 && call.Arguments.AsSpan(buffer + 1).Length > 20
            && call.Arguments.AsSpan(buffer + 1 + 16, 4).SequenceEqual(type);
    }
}
