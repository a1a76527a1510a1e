using System.Buffers;
using System.IO.Pipelines;

namespace ActorMQ.Fuzz.Tests.Http;

/// <summary>
/// What one connection says, which ends when the server wants to read on: an end that came while it still works on a
/// request would abort that request.
/// </summary>
internal sealed class WholeInput : PipeReader
{
    private readonly Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));

    public WholeInput(byte[] input)
    {
        pipe.Writer.Write(input);
        _ = pipe.Writer.FlushAsync().AsTask();
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (pipe.Reader.TryRead(out ReadResult result))
            return ValueTask.FromResult(result);
        pipe.Writer.Complete();
        return pipe.Reader.ReadAsync(cancellationToken);
    }

    public override bool TryRead(out ReadResult result) => pipe.Reader.TryRead(out result);

    public override void AdvanceTo(SequencePosition consumed) => pipe.Reader.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) =>
        pipe.Reader.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => pipe.Reader.CancelPendingRead();

    public override void Complete(Exception? exception = null) => pipe.Reader.Complete(exception);
}
