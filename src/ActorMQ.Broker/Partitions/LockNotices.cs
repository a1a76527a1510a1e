using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core.Groups;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Broker.Partitions;

/// <summary>Tells the consumers of one partition which deliveries are not theirs any more.</summary>
internal sealed class LockNotices(int partitionIndex, GroupMembers members)
{
    /// <summary>Ranges of one notice: its head has an end.</summary>
    private const int RangesMax = 1_024;

    private readonly List<LostLock> lost = [];

    /// <summary>What consumers lost since the last <see cref="Tell"/>.</summary>
    public List<LostLock> Lost => lost;

    /// <summary>Tells it, and forgets it.</summary>
    public void Tell()
    {
        foreach (IGrouping<long, LostLock> ofConsumer in lost.GroupBy(static one => one.Consumer))
        {
            if (members.Find(ofConsumer.Key) is not { } member)
                continue;
            foreach (LostLock[] part in ofConsumer.Chunk(RangesMax))
                member.Session.Notify(NoticeOf(member, part));
        }

        lost.Clear();
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
