using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core.Groups;
using ActorMQ.Protocol.Wire;
using ActorMQ.Runtime;

namespace ActorMQ.Broker.Partitions;

/// <summary>Tells the consumers of one partition which deliveries are not theirs any more.</summary>
internal sealed class LockNotices(int partitionIndex, GroupMembers members, ActorRuntime runtime)
{
    /// <summary>Ranges of one notice: its head has an end.</summary>
    private const int RangesMax = 1_024;

    private readonly List<LostLock> lost = [];

    /// <summary>What consumers lost since the last <see cref="Tell()"/>.</summary>
    public List<LostLock> Lost => lost;

    /// <summary>Tells it, and forgets it.</summary>
    public void Tell()
    {
        foreach (IGrouping<long, LostLock> ofConsumer in lost.GroupBy(static one => one.Consumer))
        {
            bool isSilent = runtime.Rarely("notices: none is told");
            if (!isSilent && members.Find(ofConsumer.Key) is { } member)
                Tell(member, ofConsumer);
        }

        lost.Clear();
    }

    /// <summary>
    /// Tells a consumer what of a settlement it has lost, and forgets it; of one that has lost all, the answer says
    /// enough.
    /// </summary>
    public void TellPart(Subscription subscription, bool isAll)
    {
        if (lost.Count > 0 && !isAll)
            Tell(subscription, lost);
        lost.Clear();
    }

    private void Tell(Subscription member, IEnumerable<LostLock> locks)
    {
        foreach (LostLock[] part in locks.Chunk(RangesMax))
            member.Session.Notify(NoticeOf(member, part));
    }

    private Notice NoticeOf(Subscription member, LostLock[] part)
    {
        var notice = new Notice
        {
            Kind = NoticeKind.LockLost,
            SubscriptionId = member.Id,
            Partition = partitionIndex,
        };
        foreach (LostLock one in part)
            notice.Range.Add(new LostRange { First = one.First, Count = one.Count, Attempt = one.Attempt });
        return notice;
    }
}
