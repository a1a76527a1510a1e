using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Topics;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using SettleKind = ActorMQ.Protocol.Wire.SettleKind;
using TopicKind = ActorMQ.Core.Topics.TopicKind;

namespace ActorMQ.Broker.Tests;

/// <summary>
/// Sends, groups that settle and groups that lag, time, changed settings and restarts in random order: what the journal
/// keeps is what the settings and the groups say.
/// </summary>
public sealed class KeepingAgainstModel
{
    private const string Topic = "orders";
    private const int Walks = 25;
    private const int Steps = 40;

    // Ages are looked at once a minute at least.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(65);
    private static readonly string[] Groups = ["billing", "lagging"];

    [Theory]
    [InlineData(TopicKind.Log)]
    [InlineData(TopicKind.Queue)]
    public void What_is_kept_is_what_settings_and_groups_say(TopicKind kind)
    {
        for (ulong seed = 1; seed <= Walks; seed++)
            new Walk(kind, seed).Run();
    }

    private sealed class Walk
    {
        private readonly ulong seed;
        private readonly SeededNode node;
        private readonly Random random;
        private readonly KeepingModel model;
        private readonly Dictionary<string, WireClient> consumers = [];
        private readonly int topic;
        private WireClient producer;
        private long sequence;

        public Walk(TopicKind kind, ulong seed)
        {
            this.seed = seed;
            node = new SeededNode(seed);
            random = new Random((int)seed);
            model = new KeepingModel(kind);
            node.Start();
            int id = 0;
            node.Runtime.Run(async () =>
                id = (await node.Node.CreateTopicAsync(Topic, 1, kind, model.Settings)).Value!.Summary.Id);
            topic = id;
            producer = node.Connect();
        }

        private long NowMs => (long)node.Runtime.Clock.Now.TotalMilliseconds;

        public void Run()
        {
            for (int step = 0; step < Steps; step++)
            {
                Step();
                model.Reach(NowMs);
                AssertKept();
            }

            long atMs = NowMs;
            node.Runtime.Advance(Look);
            model.Reach(NowMs);
            AssertKept();
            Assert.True(
                Extent.FirstOffset >= model.Gone(atMs),
                $"seed {seed}: the journal keeps {Extent}, {model.Gone(atMs)} is the first that it should.");
        }

        private Journal.PartitionExtent Extent => node.Journal.ReadExtent(new PartitionId(topic, 0))!.Value;

        private void AssertKept() => Assert.True(
            Extent.FirstOffset <= model.Kept && Extent.NextOffset == model.Next,
            $"seed {seed}: the journal keeps {Extent} of {model.Next}, and {model.Kept} is still needed.");

        private void Step()
        {
            switch (random.Next(10))
            {
                case < 4:
                    for (int batches = random.Next(1, 5); batches > 0; batches--)
                        Send();
                    break;
                case < 6:
                    Settle();
                    break;
                case 6:
                    Change();
                    break;
                case 7 when random.Next(3) == 0:
                    Restart();
                    break;
                default:
                    node.Runtime.Advance(TimeSpan.FromSeconds(random.Next(1, 40)));
                    break;
            }
        }

        private void Send()
        {
            string[] bodies = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new string('x', 15_000))];
            ReadOnlyMemory<byte> batch = SeededNode.Batch(new ProducerIdentity(1, 2), sequence, bodies);
            sequence += bodies.Length;
            long fromMs = NowMs;
            SendReply reply = node.Answer<SendReply>(producer, producer.Send(topic, 0, batch));
            Assert.Equal(model.Next, reply.BaseOffset);
            model.Store(bodies.Length, batch.Length, fromMs, NowMs);
        }

        // The one that lags leaves a third of what it gets unsettled.
        private void Settle()
        {
            string group = Groups[random.Next(Groups.Length)];
            if (!consumers.TryGetValue(group, out WireClient? consumer))
            {
                Join(group);
                return;
            }
            foreach (Received delivery in consumer.Deliveries.ToArray())
            {
                if (group == "lagging" && random.Next(3) == 0)
                    continue;
                consumer.Deliveries.Remove(delivery);
                uint ack = consumer.Settle(delivery, SettleKind.Ack, wantReply: true);
                if (node.Answer<Settled>(consumer, ack).StaleCount == 0)
                    model.Settle(group, delivery.Offset);
            }
        }

        private void Join(string group)
        {
            if (!consumers.ContainsKey(group))
                node.PutGroup(Topic, group, GroupPolicy.Default with { AttemptLimit = 0 });
            model.AddGroup(group);
            consumers[group] = node.Connect();
            node.Answer<Subscribed>(consumers[group], consumers[group].Subscribe(Topic, group));
        }

        private void Change()
        {
            model.Reach(NowMs);
            model.Settings = new TopicSettings(
                PurgeAfterMs: random.Next(2) * random.Next(1, 60_000),
                RetentionMs: random.Next(3) == 0 ? 0 : random.Next(1_000, 120_000),
                RetentionBytes: random.Next(2) * (1 << 20));
            node.Runtime.Run(async () => Assert.True((await node.Node.UpdateTopicAsync(Topic, model.Settings)).IsOk));
        }

        private void Restart()
        {
            if (random.Next(2) == 0)
                node.Kill();
            else
                node.Restart();
            producer = node.Connect();
            foreach (string group in consumers.Keys.ToArray())
                Join(group);
        }
    }
}
