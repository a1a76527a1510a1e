using ActorMQ.Cmd.Messages;

namespace ActorMQ.Cmd.Tests.Transcripts;

/// <summary>Lines that somebody types, or does not type.</summary>
public sealed class TypedInput
{
    [Fact]
    public async Task Comes_in_order_to_its_end()
    {
        var lines = new List<string>();
        await foreach (string line in InputLines.ReadAsync(
            new StringReader("one\n\nthree"), TestContext.Current.CancellationToken))
            lines.Add(line);

        Assert.Equal(["one", "", "three"], lines);
    }

    [Fact]
    public async Task That_does_not_come_is_waited_for_until_the_wait_is_cancelled()
    {
        using var nobody = new NobodyTypes();
        using var stop = new CancellationTokenSource();
        await using IAsyncEnumerator<string> lines =
            InputLines.ReadAsync(nobody, stop.Token).GetAsyncEnumerator(CancellationToken.None);
        Task<bool> next = lines.MoveNextAsync().AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    /// <summary>Keeps its reader waiting until it is disposed.</summary>
    private sealed class NobodyTypes : TextReader
    {
        private readonly TaskCompletionSource end = new();

        public override string? ReadLine()
        {
            end.Task.Wait();
            return null;
        }

        protected override void Dispose(bool disposing)
        {
            end.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
