using System.Runtime.CompilerServices;
using ActorMQ.Broker.Inspection;
using ActorMQ.Core;
using ActorMQ.Core.Groups;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>
/// A redrive or a purge at work: small steps, each durable before the next. It lives as long as it is pulled; ended
/// between two steps it leaves nothing half done.
/// </summary>
public sealed class DeadLetterRun
{
    /// <summary>Records of one step.</summary>
    private const int StepMax = 500;

    /// <summary>Where a rate is to be kept.</summary>
    private const int StepsPerSecond = 10;

    private readonly DeadLetterBox box;
    private readonly DeadLetterReader reader;
    private readonly DeadLetterPace pace;
    private readonly DeadLetterPatience patience;
    private readonly RedriveTarget? target;

    // What was read and waits for its step: of one partition, rising.
    private readonly Queue<MessagePlace> waiting = [];

    // By partition: when all moves below are done, so is what was sent back from there.
    private readonly Dictionary<int, long> endMoves = [];
    private long selected;
    private long done;

    // Whether the last step may have been done though its answer did not come.
    private bool isUnsure;

    internal DeadLetterRun(DeadLetterBox box, DeadLetterReader reader, RedriveTarget? target, int rate)
    {
        (this.box, this.reader, this.target) = (box, reader, target);
        pace = new DeadLetterPace(rate);
        patience = new DeadLetterPatience(box);
    }

    /// <summary>Does all of it, and tells at each step how far it is; the last one says that it is done, or why
    /// not.</summary>
    public async IAsyncEnumerable<DeadLetterProgress> RunAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        patience.Begin();
        while (true)
        {
            if (await AdvanceAsync(cancellation) is { } problem)
            {
                yield return Progress(isDone: false, problem);
                yield break;
            }

            bool isOver = waiting.Count == 0 && reader.Next is null && endMoves.Count == 0;
            // What cannot be read is left where it is.
            yield return Progress(isOver && reader.Damage is null, isOver ? reader.Damage : null);
            if (isOver)
                yield break;
        }
    }

    private Now Now => box.Node.Clock.Now;

    private DeadLetterProgress Progress(bool isDone, Problem? problem) =>
        new(selected, done, reader.Remaining + waiting.Count, isDone, problem);

    // One step of whatever comes next; null: it may go on.
    private async Task<Problem?> AdvanceAsync(CancellationToken cancellation)
    {
        // What cannot go where it should stays a dead letter.
        if (await box.CheckAsync(cancellation) is { } gone)
            return gone;
        if (waiting.Count > 0)
            return await StepAsync(cancellation);
        return reader.Next is null ? await FinishAsync(cancellation) : await ReadAsync(cancellation);
    }

    private async Task<Problem?> ReadAsync(CancellationToken cancellation)
    {
        if (await reader.ReadAsync(cancellation) is not { } letters)
            return await patience.WaitAsync(cancellation);
        patience.Begin();
        foreach (DeadLetter letter in letters)
            waiting.Enqueue(letter.Place);
        selected += letters.Count;
        return null;
    }

    private async Task<Problem?> StepAsync(CancellationToken cancellation)
    {
        if (pace.WaitMs(Now.MonotonicMs) is > 0 and var waitMs)
        {
            await patience.PauseAsync(Math.Min(waitMs, DeadLetterPatience.PauseMs), cancellation);
            return null;
        }

        int partition = waiting.Peek().Partition;
        int count = Math.Min(StepMax, pace.StepMax(StepsPerSecond));
        long[] offsets = [.. waiting.Take(count).Select(static one => one.Offset)];
        var step = new DeadLetterStep(box.GroupId, offsets, target);
        if (await box.AskAsync<DeadLetterStepDone>(partition, step, cancellation) is not { } answer)
        {
            isUnsure = true;
            return await patience.WaitAsync(cancellation);
        }

        return await TakeAsync(partition, answer, cancellation);
    }

    private async Task<Problem?> TakeAsync(int partition, DeadLetterStepDone answer, CancellationToken cancellation)
    {
        patience.Begin();
        for (int count = 0; count < answer.Handled; count++)
            waiting.Dequeue();
        done += isUnsure ? answer.Handled : answer.Changed;
        isUnsure = false;
        pace.Count(answer.Handled, Now.MonotonicMs);
        if (target is not null && answer.EndMove > 0)
            endMoves[partition] = answer.EndMove;
        // The outbox is full: its moves go out first.
        if (answer is { Handled: 0, Problem: null })
            await patience.PauseAsync(DeadLetterPatience.PauseMs, cancellation);
        return answer.Problem;
    }

    private async Task<Problem?> FinishAsync(CancellationToken cancellation)
    {
        foreach ((int partition, long end) in endMoves.ToArray())
        {
            if (await box.StateOfAsync(partition, cancellation) is not { } state)
                return await patience.WaitAsync(cancellation);
            patience.Begin();
            if (state.FirstMove >= end)
                endMoves.Remove(partition);
        }

        if (endMoves.Count > 0)
            await patience.PauseAsync(DeadLetterPatience.PauseMs, cancellation);
        return null;
    }
}
