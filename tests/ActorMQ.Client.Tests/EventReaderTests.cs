using System.Text;
using ActorMQ.Client.Http;

namespace ActorMQ.Client.Tests;

public sealed class EventReaderTests
{
    private const string Stream = """
        : a remark
        id: 3.4

        event: message
        data: {"a":1}

        : another

        event: gap
        id: 3.5
        data: {}

        unknown: field
        event: nothing
        data:

        event: cut
        data: {"lost":
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1_000)]
    public async Task Events_are_read_whole_however_their_bytes_come(int step)
    {
        var reader = new EventReader(new SteppedStream(Encoding.UTF8.GetBytes(Stream), step), TimeSpan.FromMinutes(1));
        var seen = new List<string>();
        while (await reader.ReadAsync(default) is { } one)
            seen.Add($"{one.Kind} {one.Id} {Encoding.UTF8.GetString(one.Content.Span)}");

        Assert.Equal([" 3.4 ", "message  {\"a\":1}", "gap 3.5 {}"], seen);
    }

    [Fact]
    public async Task A_large_event_is_read_and_a_line_without_end_is_refused()
    {
        byte[] large = Encoding.UTF8.GetBytes($"data: {new string('x', 9 << 20)}\n\n");
        var reader = new EventReader(new SteppedStream(large, 1 << 20), TimeSpan.FromMinutes(1));
        Assert.Equal(9 << 20, (await reader.ReadAsync(default))!.Value.Content.Length);

        var endless = new EventReader(new SteppedStream(new byte[20 << 20], 1 << 20), TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<IOException>(async () => await endless.ReadAsync(default));
    }

    /// <summary>Gives so many bytes at a time.</summary>
    private sealed class SteppedStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
