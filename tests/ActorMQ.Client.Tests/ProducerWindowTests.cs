using ActorMQ.Client.Producing;
using ActorMQ.Records;
using ActorMQ.TestKit;

namespace ActorMQ.Client.Tests;

/// <summary>The window against a naive node: random sends, answers, refusals, losses.</summary>
public sealed class ProducerWindowTests
{
    private static readonly ActorMQException Refused = ErrorCatalogue.Closed.With("refused");

    private readonly SimulatedRuntime runtime = new(1);

    [Fact]
    public void Whatever_happens_each_message_ends_once_and_is_stored_in_order()
    {
        for (int seed = 1; seed <= 300; seed++)
            new Walk(seed, New(seed)).Run();
    }

    [Fact]
    public void A_lone_message_is_due_at_once_and_those_behind_it_wait_for_its_answer()
    {
        ProducerWindow window = New(seed: 1);
        Assert.True(window.TryAdd(Body(10), out PendingBatch first));
        Assert.True(window.IsDue(first));
        PendingBatch sent = Send(window, 1);
        Assert.Same(first, sent);
        Assert.True(window.TryAdd(Body(10), out PendingBatch second));
        Assert.True(window.TryAdd(Body(10), out PendingBatch third));
        Assert.Same(second, third);
        Assert.False(window.IsDue(third));
        Assert.False(window.TryTake(0, 0, out _));
        window.OnEnded(sent, new SendOutcome(sent.Lane.Index, 0, false));
        Assert.Equal(2, Send(window, 2).Count);
    }

    [Fact]
    public void A_full_batch_does_not_wait()
    {
        ProducerWindow window = New(seed: 1);
        window.TryAdd(Body(10), out _);
        Send(window, 1);
        while (window.TryAdd(Body(100), out PendingBatch batch) && !window.IsDue(batch))
        {
        }
        Assert.InRange(Send(window, 2).Count, 8, 10);
    }

    [Fact]
    public void Messages_without_a_key_go_to_the_next_partition_with_the_next_batch()
    {
        ProducerWindow window = New(seed: 1);
        List<int> partitions = [];
        for (uint number = 1; number <= 8; number++)
        {
            window.TryAdd(Body(10), out _);
            PendingBatch batch = Send(window, number);
            partitions.Add(batch.Lane.Index);
            window.OnEnded(batch, new SendOutcome(batch.Lane.Index, 0, false));
        }
        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3], partitions);
    }

    [Fact]
    public void There_is_no_room_beyond_messages_or_bytes_in_flight()
    {
        ProducerWindow few = New(seed: 1, new ProducerOptions { InFlightMessagesMax = 2 });
        Assert.True(few.TryAdd(Body(1), out _) && few.TryAdd(Body(1), out _));
        Assert.False(few.TryAdd(Body(1), out _));
        ProducerWindow small = New(seed: 1, new ProducerOptions { InFlightBytesMax = 1024 });
        Assert.True(small.TryAdd(Body(4000), out _)); // Alone even the largest message goes.
        Assert.False(small.TryAdd(Body(1), out _));
    }

    [Fact]
    public void A_deadline_ends_what_is_old_and_frees_its_room()
    {
        ProducerWindow window = New(seed: 1);
        window.TryAdd(Body(1), out PendingBatch old);
        old.DeadlineMs = 100;
        Send(window, 1);
        window.TryAdd(Body(1), out PendingBatch young);
        young.DeadlineMs = 200;
        ValueTask<SendReceipt> task = old.Source.TaskOf(0);
        Assert.Equal(100, window.NextDeadlineMs());
        window.Expire(100, Refused);
        Assert.True(task.IsFaulted);
        Assert.Equal((1, 200L), (window.Messages, window.NextDeadlineMs()));
    }

    private static MessageParts Body(int length) => new() { Body = new byte[length] };

    private static PendingBatch Send(ProducerWindow window, uint request)
    {
        Assert.True(window.TryTake(0, 0, out PendingBatch batch));
        window.MarkSent(batch, request);
        return batch;
    }

    [Fact]
    public void A_node_that_remembers_the_last_batches_still_knows_the_oldest_unanswered_one()
    {
        var options = new ProducerOptions { BatchBytes = 64, BatchesInFlightMax = 3 };
        ProducerWindow window = New(seed: 1, options);
        for (int message = 0; message < 20; message++)
            window.TryAdd(new MessageParts { Body = new byte[50], Key = "k"u8 }, out _);
        PendingBatch oldest = Send(window, 1);
        PendingBatch[] later = [Send(window, 2), Send(window, 3)];
        foreach (PendingBatch batch in later)
            window.OnEnded(batch, new SendOutcome(batch.Lane.Index, 1, false));
        Assert.False(window.TryTake(0, 0, out _), "A fourth batch would push the first one out of the node's memory.");
        window.OnLinkLost();
        Assert.Same(oldest, Send(window, 4));
        Assert.False(window.TryTake(0, 0, out _));
        window.OnEnded(oldest, new SendOutcome(oldest.Lane.Index, 0, true));
        Assert.True(window.TryTake(0, 0, out _));
    }

    private ProducerWindow New(int seed, ProducerOptions? options = null)
    {
        options ??= new ProducerOptions { BatchBytes = 1024, InFlightMessagesMax = 64, BatchesInFlightMax = 3 };
        var window = new ProducerWindow(options, new ProducerIdentity(1, (ulong)seed), new SendSourcePool(runtime));
        window.SetRoute(new TopicRoute(1, 4, 0));
        return window;
    }

    private sealed class Walk(int seed, ProducerWindow window)
    {
        private readonly Random chance = new(seed);
        private readonly NaiveLog[] logs = [.. Enumerable.Range(0, 4).Select(static _ => new NaiveLog())];
        private readonly List<(PendingBatch Batch, uint Request)> outs = [];
        private readonly Dictionary<int, ValueTask<SendReceipt>> tasks = [];
        private readonly Queue<(NaiveLog Log, byte[] Bytes)> late = new();
        private uint requests;
        private long nowMs = 1;
        private int sent;

        public void Run()
        {
            for (int step = 0; step < 600; step++)
            {
                nowMs += chance.Next(3);
                Step(chance.Next(100));
                CheckBounds();
            }
            while (window.Messages != 0)
            {
                nowMs += 50;
                TakeAll();
                Assert.True(outs.Count != 0, $"seed {seed}: {window.Messages} messages are stuck");
                Answer(0, isServed: true);
            }
            CheckEnds();
        }

        private void Step(int draw)
        {
            if (draw < 50)
                Add();
            else if (draw < 75)
                TakeAll();
            else if (draw < 95 && outs.Count != 0)
                Answer(chance.Next(10) == 0 ? chance.Next(outs.Count) : 0, chance.Next(6) != 0);
            else if (draw >= 98)
                Lose();
            else if (late.TryDequeue(out (NaiveLog Log, byte[] Bytes) arrived))
                arrived.Log.TakeLate(arrived.Bytes);
        }

        private void Add()
        {
            byte[] key = chance.Next(2) == 0 ? [] : [(byte)chance.Next(6)];
            var body = new byte[4 + chance.Next(300)];
            BitConverter.TryWriteBytes(body, sent);
            if (!window.TryAdd(new MessageParts { Body = body, Key = key }, out PendingBatch batch))
                return;
            if (batch.Count == 1)
                batch.DeadlineMs = long.MaxValue - 1;
            tasks[sent++] = batch.Source.TaskOf(batch.Count - 1);
        }

        private void TakeAll()
        {
            while (window.TryTake(nowMs, 0, out PendingBatch batch))
            {
                window.MarkSent(batch, ++requests);
                outs.Add((batch, requests));
            }
        }

        private void Answer(int index, bool isServed)
        {
            (PendingBatch batch, uint request) = outs[index];
            outs.RemoveAt(index);
            Assert.Same(batch, window.FindOut(request));
            NaiveLog log = logs[batch.Lane.Index];
            if (!isServed && chance.Next(3) == 0)
                window.OnEnded(batch, new SendOutcome(batch.Lane.Index, 0, false, Refused));
            else if (!isServed)
                window.OnRefusedForNow(batch, isGap: false, nowMs + 10);
            else if (log.TryStore(batch.Bytes!.Memory.Span, out long offset))
                window.OnEnded(batch, new SendOutcome(batch.Lane.Index, offset, false));
            else
                window.OnRefusedForNow(batch, isGap: true, 0);
        }

        // What was on its way may have been stored, from the front of each partition, or arrive at any time later.
        private void Lose()
        {
            foreach ((PendingBatch batch, _) in outs)
            {
                NaiveLog log = logs[batch.Lane.Index];
                int fate = chance.Next(3);
                if (fate == 0)
                    log.TryStore(batch.Bytes!.Memory.Span, out _);
                else if (fate == 1)
                    late.Enqueue((log, batch.Bytes!.Memory.ToArray()));
            }
            outs.Clear();
            window.OnLinkLost();
        }

        private void CheckBounds()
        {
            Assert.InRange(window.Messages, 0, 64);
            Assert.All(window.Lanes, static lane => Assert.InRange(lane.OutCount, 0, 3));
            Assert.Equal(outs.Count, window.Lanes.Sum(static lane => lane.OutCount));
        }

        private void CheckEnds()
        {
            Assert.Equal(0, window.Bytes);
            var stored = logs.SelectMany(static log => log.Messages).ToHashSet();
            Assert.Equal(logs.Sum(static log => log.Messages.Count), stored.Count);
            foreach ((int number, ValueTask<SendReceipt> task) in tasks)
            {
                Assert.True(task.IsCompleted, $"seed {seed}: message {number} has no end");
                Assert.True(!task.IsCompletedSuccessfully || stored.Contains(number), $"seed {seed}: {number} is lost");
            }
            foreach (NaiveLog log in logs)
                Assert.Equal(log.Messages.Order(), log.Messages);
        }
    }
}
