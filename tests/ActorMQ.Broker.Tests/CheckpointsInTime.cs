using ActorMQ.Broker.Commit;
using ActorMQ.Journal.Sqlite;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

/// <summary>The real journal under a broker: its log is copied back when that is due, however soon again.</summary>
public sealed class CheckpointsInTime : IDisposable
{
    private const int Sends = 60;
    private const int SendsInLog = 3;

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("actormq-broker-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void A_log_that_is_full_at_once_again_is_copied_back_at_once_again()
    {
        using SqliteJournal journal = SqliteJournal.Open(Path.Combine(directory.FullName, "j.db"), new()
        {
            GrowthBytes = 4096,
            CheckpointBytes = SendsInLog * 100_000,
            ReserveBytes = 0,
            IsSynced = false,
        });
        var node = new SeededNode(store: journal);
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        TimeSpan begun = node.Runtime.Clock.Now;
        for (int sent = 0; sent < Sends; sent++)
        {
            ReadOnlyMemory<byte> batch = SeededNode.Batch(new ProducerIdentity(1, 2), sent, new string('x', 100_000));
            Assert.Null(node.Answer<SendReply>(client, client.Send(topic, 0, batch)).Error);
        }

        double ms = (node.Runtime.Clock.Now - begun).TotalMilliseconds;
        Assert.InRange(journal.Figures.Checkpoints, Sends / SendsInLog / 2, Sends);
        // Much oftener than the steps that wait for a pause.
        Assert.InRange(ms / GroupCommitter.MaintenancePause.TotalMilliseconds, 0, Sends / SendsInLog / 4);
    }
}
