using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>To a partition of a dead-letter topic: send these records back, or settle them.</summary>
/// <param name="GroupId">The group for redrives.</param>
/// <param name="Offsets">The records, rising; those that are not left by then are passed over.</param>
/// <param name="Target">Whom they are sent back to; null: they are settled.</param>
internal sealed record DeadLetterStep(int GroupId, IReadOnlyList<long> Offsets, RedriveTarget? Target)
{
    /// <summary>Does as much as there is room for; the answer comes when that is durable.</summary>
    public void Apply(Partition machine, PartitionAppend append, IActorRef asker, Now now)
    {
        if (!machine.TryGetGroup(GroupId, out Group? group))
        {
            asker.TryTellReserved(DeadLetterStepDone.Refused(Problems.NotOwner));
            return;
        }

        DeadLetterStepDone done = Target is { } target ? Redrive(group, target, now) : Purge(group);
        append.Add(new Waiter(new StepReply(asker, done), 0, WaiterKind.Send, 0, 0));
    }

    private DeadLetterStepDone Redrive(Group group, RedriveTarget target, Now now)
    {
        long moved = 0;
        for (int index = 0; index < Offsets.Count;)
        {
            int end = RunEnd(index);
            RedriveResult result = group.Redriving.Redrive(Offsets[index], Offsets[end - 1] + 1, target, now);
            moved += result.Moved;
            if (result.NextOffset <= Offsets[end - 1])
            {
                index += (int)(result.NextOffset - Offsets[index]);
                return new DeadLetterStepDone(index, moved, group.EndMove, Reach(group, Offsets[index]));
            }

            index = end;
        }

        return new DeadLetterStepDone(Offsets.Count, moved, group.EndMove, null);
    }

    private DeadLetterStepDone Purge(Group group)
    {
        long purged = 0;
        int end;
        for (int index = 0; index < Offsets.Count; index = end)
        {
            if (Reach(group, Offsets[index]) is { } problem)
                return new DeadLetterStepDone(index, purged, 0, problem);
            end = RunEnd(index);
            purged += group.Redriving.Purge(Offsets[index], Offsets[end - 1] + 1);
        }

        return new DeadLetterStepDone(Offsets.Count, purged, 0, null);
    }

    // The index behind the run of neighbours that begins there.
    private int RunEnd(int index)
    {
        do
            index++;
        while (index < Offsets.Count && Offsets[index] == Offsets[index - 1] + 1);
        return index;
    }

    // What is too far behind the oldest dead letter has to wait for those before it; null: this one has not.
    private static Problem? Reach(Group group, long offset) =>
        offset < group.Floor + Limits.SpanMax ? null : Problems.OutOfReach(offset, Limits.SpanMax);
}
