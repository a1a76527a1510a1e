namespace ActorMQ.Records.Tests;

public sealed class SlabTests
{
    [Theory]
    [InlineData(0, 512)]
    [InlineData(512, 512)]
    [InlineData(513, 1024)]
    [InlineData(262_144, 262_144)]
    [InlineData(262_145, 524_288)]
    [InlineData(RecordBatch.BatchBytesMax, RecordBatch.BatchBytesMax)]
    [InlineData(RecordBatch.BatchBytesMax + 1, RecordBatch.BatchBytesMax + 1)]
    public void A_slab_has_the_size_asked_for_and_counts_at_its_class(int size, int counted)
    {
        var pool = new SlabPool(100_000_000);
        var slab = pool.Rent(size);

        Assert.Equal((size, size, size), (slab.Length, slab.Span.Length, slab.Memory.Length));
        Assert.Equal(counted, pool.RentedBytes);
        slab.Release();
        Assert.Equal(0, pool.RentedBytes);
    }

    [Fact]
    public void The_last_release_returns_the_memory_and_every_later_use_throws()
    {
        var pool = new SlabPool(1_000_000);
        var slab = pool.Rent(1000);
        slab.Retain();
        slab.Release();
        Assert.Equal(1024, pool.RentedBytes);
        slab.Release();

        Assert.Equal((0, 1024), (pool.RentedBytes, pool.IdleBytes));
        Assert.Throws<ObjectDisposedException>(() => slab.Memory);
        Assert.Throws<ObjectDisposedException>(() => slab.Span.Length);
        Assert.Throws<ObjectDisposedException>(slab.Retain);
        Assert.Throws<ObjectDisposedException>(slab.Release);
        Assert.Equal((0, 1024), (pool.RentedBytes, pool.IdleBytes));
    }

    [Fact]
    public void A_stale_slab_stays_dead_when_its_memory_lives_again()
    {
        var pool = new SlabPool(1_000_000);
        var stale = pool.Rent(1000);
        stale.Release();
        var fresh = pool.Rent(900);

        Assert.Equal((1024, 0), (pool.RentedBytes, pool.IdleBytes));
        Assert.Throws<ObjectDisposedException>(() => stale.Span.Length);
        Assert.Equal(900, fresh.Span.Length);
    }

    [Fact]
    public void Above_the_cap_the_pool_says_so_and_still_serves()
    {
        var pool = new SlabPool(1024);
        var first = pool.Rent(1024);
        Assert.False(pool.IsOverCap);
        var second = pool.Rent(1);
        Assert.True(pool.IsOverCap);
        second.Release();
        Assert.False(pool.IsOverCap);
        first.Release();
    }

    [Fact]
    public void Idle_memory_stays_within_an_eighth_of_the_cap()
    {
        var pool = new SlabPool(8 * 4096);
        var slabs = Enumerable.Range(0, 20).Select(_ => pool.Rent(1024)).ToList();
        slabs.ForEach(slab => slab.Release());
        Assert.Equal((0, 4096), (pool.RentedBytes, pool.IdleBytes));
    }

    [Fact]
    public void Counts_are_exact_after_many_threads_shared_slabs()
    {
        var pool = new SlabPool(100_000_000);
        Parallel.For(0, 8, worker =>
        {
            var random = new Random(worker);
            for (var turn = 0; turn < 5_000; turn++)
            {
                var slab = pool.Rent(random.Next(20_000));
                slab.Span.Fill((byte)worker);
                slab.Retain();
                slab.Release();
                Assert.False(slab.Span.ContainsAnyExcept((byte)worker));
                slab.Release();
            }
        });
        Assert.Equal(0, pool.RentedBytes);
        Assert.InRange(pool.IdleBytes, 1, pool.CapBytes / 8);
    }

    [Fact]
    public void References_shared_by_threads_are_released_exactly_once()
    {
        var pool = new SlabPool(1_000_000);
        for (var turn = 0; turn < 500; turn++)
        {
            var slab = pool.Rent(100);
            Parallel.For(0, 8, _ =>
            {
                slab.Retain();
                slab.Release();
            });
            Assert.Equal(512, pool.RentedBytes);
            slab.Release();
            Assert.Equal(0, pool.RentedBytes);
        }
    }
}
