namespace ActorMQ.Records.Tests;

/// <summary>Contradictions that only a client who computes right CRCs over them can send, one by one.</summary>
public sealed class BatchLieTests
{
    private const int HeaderBytes = RecordBatch.HeaderBytes;

    [Fact]
    public void Equal_bodies_that_do_not_fill_the_body_area() =>
        AssertInconsistent(Forgery.With32(Batches.Plain(4, 10), HeaderBytes, 11));

    [Fact]
    public void Equal_bodies_whose_sum_overflows_to_the_right_number() =>
        Assert.Equal(BatchFault.TooLarge, Verify(Forgery.With32(Batches.Plain(4, 10), HeaderBytes, 0x4000000A)));

    [Fact]
    public void Body_ends_that_go_backward() =>
        AssertInconsistent(Forgery.With32(Unequal(), HeaderBytes + 4, 9));

    [Fact]
    public void A_last_body_end_that_is_not_the_end() =>
        AssertInconsistent(Forgery.With32(Unequal(), HeaderBytes + 8, 61));

    [Fact]
    public void A_segment_that_holds_no_record() =>
        AssertInconsistent(Forgery.With32(Batches.Plain(2, 16_000), HeaderBytes + 4, 0));

    [Fact]
    public void A_segment_that_ends_behind_the_last_record() =>
        AssertInconsistent(Forgery.With32(Batches.Plain(2, 16_000), HeaderBytes + 4 + 12, 3));

    [Fact]
    public void A_segment_that_ends_within_a_body() =>
        AssertInconsistent(Forgery.With32(Batches.Plain(2, 16_000), HeaderBytes + 4 + 4, 15_999));

    [Fact]
    public void A_segment_of_several_records_above_its_limit()
    {
        // Two bodies of 16,000 bytes, told as two segments; the first claims both, and the second an empty third.
        var batch = Batches.Of([Batches.Bare(new byte[16_000]), Batches.Bare(new byte[16_000]), Batches.Bare([])]);
        var table = HeaderBytes + 3 * 4;
        batch = Forgery.With32(batch, table, 2);
        batch = Forgery.With32(batch, table + 4, 32_000);
        batch = Forgery.With32(batch, table + 12, 3);
        AssertInconsistent(batch);
    }

    [Fact]
    public void A_key_hash_without_a_key()
    {
        var batch = Batches.Of([new Sample([1], [], [], []), Batches.Bare([])]);
        AssertInconsistent(Forgery.With8(batch, HeaderBytes + 8, 1));
    }

    [Fact]
    public void A_key_without_a_key_hash()
    {
        var batch = Batches.Of([new Sample([1], [], [], []), Batches.Bare([])]);
        for (var at = HeaderBytes; at < HeaderBytes + 8; at++)
            batch[at] = 0;
        AssertInconsistent(Forgery.Sealed(batch, HeaderBytes + 16 + 4 + 2 + 12));
    }

    [Fact]
    public void A_flag_without_a_meaning()
    {
        var batch = Batches.Of([new Sample([1], [], [], [])]);
        Assert.Equal(BatchFault.ReservedBits, Verify(Forgery.With8(batch, HeaderBytes + 8 + 4, 0x09)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(0x80)]
    public void A_key_whose_length_lies(byte length)
    {
        var batch = Batches.Of([new Sample([1], [], [], [])]);
        AssertInconsistent(Forgery.With8(batch, Forgery.HeadBytes(batch) + 4, length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(65)]
    [InlineData(255)]
    public void A_header_count_that_lies(byte count)
    {
        var batch = Batches.Of([new Sample([], [], [new MessageHeader("n", new byte[1])], [])]);
        AssertInconsistent(Forgery.With8(batch, Forgery.HeadBytes(batch) + 4, count));
    }

    [Fact]
    public void Metadata_entries_that_end_behind_the_block()
    {
        var batch = Batches.Of([new Sample([1], [], [], [])]);
        AssertInconsistent(Forgery.With32(batch, Forgery.HeadBytes(batch), 0x80000000));
    }

    private static void AssertInconsistent(byte[] batch) => Assert.Equal(BatchFault.Inconsistent, Verify(batch));

    private static BatchFault Verify(byte[] batch)
    {
        var verified = RecordBatch.Verify(batch);
        Assert.Equal(verified, BatchReader.TryOpen(batch, out _));
        return verified;
    }

    private static byte[] Unequal() =>
        Batches.Of([Batches.Bare(new byte[10]), Batches.Bare(new byte[20]), Batches.Bare(new byte[30])]);
}
