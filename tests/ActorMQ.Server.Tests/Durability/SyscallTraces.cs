namespace ActorMQ.Server.Tests.Durability;

/// <summary>Reading the listing of the tracer.</summary>
public sealed class SyscallTraces
{
    private const string Listing = """
        11 100.000100 fsync(5</data/actormq.db-wal> <unfinished ...>
        12 100.000200 sendto(7<TCP:[127.0.0.1:1->127.0.0.1:2]>, "\x08\x00", 2, 0, NULL, 0) = 2 <0.000010>
        11 100.000900 <... fsync resumed>) = 0 <0.000800>
        12 100.001000 --- SIGURG {si_signo=SIGURG} ---
        11 100.002000 write(5</data/actormq.db-wal>, "a) = 3 <1>", 10) = 10 <0.000005>
        11 100.003000 +++ exited with 0 +++
        """;

    [Fact]
    public void A_call_in_two_halves_lasts_from_the_first_to_the_second()
    {
        IReadOnlyList<Syscall> calls = Read();

        Assert.Equal(["fsync", "sendto", "write"], calls.Select(static call => call.Name));
        Assert.Equal(100.0009, calls[0].End, 6);
        Assert.True(calls[0].End > calls[1].Start);
    }

    [Fact]
    public void A_call_tells_its_file_or_connection_and_its_bytes()
    {
        IReadOnlyList<Syscall> calls = Read();

        Assert.Equal("/data/actormq.db-wal", calls[0].Target);
        Assert.Equal("TCP:[127.0.0.1:1->127.0.0.1:2]", calls[1].Target);
        Assert.Contains(SyscallTrace.Escaped([8, 0]), calls[1].Arguments, StringComparison.Ordinal);
        Assert.Equal("/data/actormq.db-wal", calls[2].Target);
    }

    private static IReadOnlyList<Syscall> Read()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, Listing);
        IReadOnlyList<Syscall> calls = SyscallTrace.Read(file);
        File.Delete(file);
        return calls;
    }
}
