using ActorMQ.Fuzz.Tests.Engine;
using ActorMQ.Records;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Batches;

public sealed class RecordBatches
{
    private const string Name = "ActorMQ.Fuzz.Tests.Batches.RecordBatches";

    [Fact]
    public void Changed_batches_are_refused_or_every_record_of_them_can_be_read()
    {
        InputLog log = FuzzRun.Play(
            new BatchTarget(), $"{Name}.{nameof(Changed_batches_are_refused_or_every_record_of_them_can_be_read)}");
        log.RequireOutcomes([.. Enum.GetNames<BatchFault>()]);
    }

    [Fact]
    public void The_seeds_are_valid()
    {
        foreach (byte[] batch in BatchSeeds.All)
            Assert.Equal(BatchFault.None, BatchTarget.Read(new SeededRandom(1), batch));
    }

    [Fact]
    public void Every_prefix_of_every_seed_is_refused()
    {
        foreach (byte[] batch in BatchSeeds.All)
        {
            for (int length = 0; length < batch.Length; length += batch.Length > 2_000 ? 17 : 1)
                Assert.NotEqual(BatchFault.None, BatchTarget.Read(new SeededRandom(1), batch[..length]));
        }
    }
}
