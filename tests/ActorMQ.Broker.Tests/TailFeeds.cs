using ActorMQ.Broker.Inspection;
using ActorMQ.Broker.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

public sealed class TailFeeds
{
    private const int Offers = 300;
    private readonly SlabPool pool = new(64 << 20);

    [Fact]
    public void Many_threads_may_offer_while_the_reader_takes_and_leaves()
    {
        for (int round = 0; round < 30; round++)
        {
            TailFeed feed = New(partitions: 3, bytesMax: 1_000);
            Parallel.For(0, 4, who =>
            {
                if (who == 3)
                    TakeAndLeave(feed);
                else
                    Offer(feed, who, Offers);
            });

            Assert.All(Enumerable.Range(0, 3), one => Assert.Equal(Offers, feed.EndOf(one)));
            Assert.False(feed.TryTake(out _));
        }

        Assert.Equal(0, pool.RentedBytes);
    }

    [Fact]
    public void What_does_not_fit_is_not_kept_but_its_end_is_known()
    {
        TailFeed feed = New(partitions: 1, bytesMax: 250);
        Offer(feed, 0, 5);

        Assert.True(feed.TryTake(out TailBatch first));
        Assert.True(feed.TryTake(out TailBatch second));
        Assert.False(feed.TryTake(out _));
        Assert.Equal((0, 1, 5), (first.Batch.BaseOffset, second.Batch.BaseOffset, feed.EndOf(0)));
        first.Batch.Slab.Release();
        second.Batch.Slab.Release();
        Assert.Equal(0, pool.RentedBytes);
    }

    [Fact]
    public void A_wait_ends_with_what_comes_and_at_once_when_it_has_come_before()
    {
        TailFeed feed = New(partitions: 1, bytesMax: 250);
        Task waiting = feed.WaitAsync();
        Assert.False(waiting.IsCompleted);
        feed.Tell(0, 7);
        Assert.True(waiting.IsCompleted);
        feed.Tell(0, 8);
        Assert.True(feed.WaitAsync().IsCompleted);
        Assert.False(feed.WaitAsync().IsCompleted);
    }

    private static TailFeed New(int partitions, long bytesMax) => new(partitions, bytesMax, TaskCreationOptions.None);

    private void Offer(TailFeed feed, int partition, int count)
    {
        for (int offset = 0; offset < count; offset++)
        {
            Slab slab = pool.Rent(100);
            feed.Offer(partition, new CachedBatch(offset, 1, slab));
            slab.Release();
        }
    }

    private static void TakeAndLeave(TailFeed feed)
    {
        for (int left = 50; left > 0; left--)
        {
            if (feed.TryTake(out TailBatch taken))
                taken.Batch.Slab.Release();
        }

        feed.Close();
    }
}
