using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Core.Producers;
using ActorMQ.Records;

namespace ActorMQ.Core.Tests;

/// <summary>
/// A partition and its model, driven through the same random commands from a seed, compared after each; with appends
/// that are stored in order, and crashes that keep any stored prefix.
/// </summary>
public sealed class PartitionWalk(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<StoredAppend> _stored = [];
    private ModelPartition _model = new();
    private long _monotonicMs = 1_000;
    private long _wallMs = 1_700_000_000_000;
    private int _durableAppends;

    public Partition Partition { get; private set; } = new(new PartitionId(1, 0));

    private static readonly GroupPolicy[] Policies =
    [
        GroupPolicy.AtOnce,
        GroupPolicy.Default,
        new() { AttemptLimit = 2, BackoffMinMs = 20, BackoffMaxMs = 90, JitterPercent = 50 },
        new() { AttemptLimit = 1, BackoffMinMs = 0 },
        new() { AttemptLimit = 3, BackoffMinMs = 40, BackoffMaxMs = 3_000, DeadLetter = GroupPolicy.Off },
    ];

    private Now Now => new(_monotonicMs, _wallMs);

    // As the partition sees it: never backward.
    private Now Seen => new(_monotonicMs, Math.Max(Partition.WallMs, _wallMs));

    /// <summary>Begins near the end of a page, so that ranges cross it.</summary>
    public void Begin()
    {
        StartTenure();
        for (var batch = 0; batch < 4; batch++)
            Accept(new AppendBatch(default, 0, 0, batch == 3 ? RecordBatch.RecordsMax - 60 : RecordBatch.RecordsMax));
        AddGroup(1);
        Store();
        _durableAppends = _stored.Count;
        Partition.MarkDurable(Partition.NextOffset);
    }

    public void Step()
    {
        _monotonicMs += _random.Next(0, 3);
        _wallMs += _random.Next(-2, 30);
        switch (_random.Next(100))
        {
            case < 14: Append(); break;
            case < 32: Take(); break;
            case < 56: Settle(); break;
            case < 60: Expire(); break;
            case < 63: Release(); break;
            case < 68: ReleaseDue(); break;
            case < 70: FinishMoves(); break;
            case < 71: Redriven(); break;
            case < 73: Steward(); break;
            case < 76: Lose(); break;
            case < 77: ChangePolicy(); break;
            case < 78: Skip(); break;
            case < 84: Store(); break;
            case < 92: MarkDurable(); break;
            case < 94: AddGroup(_random.Next(1, 4)); break;
            case < 95 when _model.Groups.Count > 1: RemoveGroup(_random.Next(1, 4)); break;
            case < 96: Evict(); break;
            default: Crash(); break;
        }

        Compare();
    }

    private void Append()
    {
        var identity = _random.Next(4) is var who and > 0 ? new ProducerIdentity(7, (ulong)who) : default;
        var known = _model.Producers.Of(identity);
        var last = known.Count == 0 ? default : known[^1];
        var (epoch, sequence, count) = (last.ProducerEpoch, last.BaseSequence + last.Count, _random.Next(1, 12));
        switch (_random.Next(8))
        {
            case 0: (epoch, sequence) = (epoch + 1, 0); break;
            case 1: epoch = Math.Max(0, epoch - 1); break;
            case 2: sequence = Math.Max(0, sequence + _random.Next(-3, 3)); break;
            case 3 or 4 when known.Count > 0:
                var again = known[^Math.Min(known.Count, _random.Next(1, 8))];
                (epoch, sequence, count) = (again.ProducerEpoch, again.BaseSequence, again.Count);
                break;
            default: break;
        }

        Accept(new AppendBatch(identity, epoch, sequence, count));
    }

    private void Accept(in AppendBatch command)
    {
        var (verdict, code, baseOffset) = _model.Producers.Judge(command, _model.NextOffset);
        var decision = Partition.Decide(command, Now);
        Assert.Equal((verdict, code, baseOffset), (decision.Verdict, decision.Refusal.Code, decision.BaseOffset));
        if (verdict != AppendVerdict.Accepted)
            return;
        Partition.Apply(decision.Event);
        _model.Producers.Add(decision.Event);
        _model.NextOffset += command.Count;
        foreach (var group in _model.Groups.Values)
            group.Grow(_model.NextOffset);
    }

    private void Take()
    {
        var (group, model) = AnyGroup();
        var max = _random.Next(1, 20);
        var isFreshOnly = _random.Next(8) == 0;
        var (first, count, attempt) = model.Next(max, Partition.DurableOffset, isFreshOnly);
        var consumer = _random.Next(3);
        var take = new Take(consumer, max, AckWaitMs: _random.Next(10, 60), Concurrency: (2 * consumer) + 1) with
        {
            IsFreshOnly = isFreshOnly,
        };
        Assert.Equal(count > 0, group.TryDecideTake(take, Now, out var e));
        Assert.Equal(model.Next(1, Partition.DurableOffset, isFreshOnly: false).Count > 0, group.HasReady);
        if (count == 0)
            return;
        Assert.Equal((first, count, attempt), (e.First, e.Count, e.Attempt));
        Assert.Equal((take.Consumer, _monotonicMs + take.AckWaitMs), (e.Consumer, e.DeadlineMs));
        e = e with { Count = _random.Next(2) == 0 ? count : _random.Next(1, count + 1) };
        List<HandedOut> ranges = [e];
        if (_random.Next(2) == 0)
            TakeMore(group, model, ranges, max - e.Count);
        foreach (var range in ranges)
        {
            group.Apply(range);
            model.HandOut(range, Partition.DurableOffset);
        }
    }

    private void TakeMore(Group group, ModelGroup model, List<HandedOut> ranges, int room)
    {
        var end = ranges[0].End + _random.Next(0, 100);
        var more = model.More(ranges[0], room, end, Partition.DurableOffset);
        group.DecideMore(ranges, room, end);
        Assert.Equal(
            more, ranges.Skip(1).SelectMany(range => Enumerable.Range(0, range.Count).Select(n => range.First + n)));
        Assert.All(ranges, range => Assert.Equal(ranges[0] with { First = range.First, Count = range.Count }, range));
    }

    private void Settle()
    {
        var (group, model) = AnyGroup();
        var around = Math.Max(0, model.Floor - 5) + _random.Next(0, (int)(model.End - model.Floor) + 10);
        var record = around >= model.Start && around < model.End ? model[around] : default;
        var isHonest = _random.Next(4) != 0;
        var command = new SettleRange(
            (SettleKind)(_random.Next(8) is var kind and < 5 ? kind : _random.Next(2)),
            around,
            _random.Next(1, _random.Next(2) == 0 ? 4 : 60),
            isHonest ? _model.Tenure : _model.Tenure + _random.Next(-1, 2),
            isHonest ? (short)record.Attempt : (short)_random.Next(1, 4),
            isHonest ? record.Consumer : _random.Next(3),
            AckWaitMs: _random.Next(10, 60),
            DelayMs: _random.Next(3) == 0 ? _random.Next(0, 200) * _random.Next(1, 100) : -1,
            Reason: _random.Next(2) == 0 ? null : $"reason {_random.Next(3)}");
        var accepted = model.Settle(command, _model.Tenure, Partition.DurableOffset, Seen);
        Assert.Equal(new SettleResult(accepted, command.Count - accepted), group.Settle(command, Now));
    }

    private void Expire()
    {
        _monotonicMs += _random.Next(0, 40);
        var (group, model) = AnyGroup();
        Assert.True(group.NextDeadlineMs <= model.Deadline);
        Assert.Equal(model.Expire(Seen), group.ExpireDue(Now));
    }

    private void Release()
    {
        var (group, model) = AnyGroup();
        var (consumer, uncleanly) = (_random.Next(3), _random.Next(2) == 0);
        Assert.Equal(model.Release(consumer, uncleanly, Seen), group.ReleaseConsumer(consumer, uncleanly, Now));
    }

    private void ReleaseDue()
    {
        _wallMs += _random.Next(3) switch { 0 => 0, 1 => 50, _ => 5_000 };
        var (group, model) = AnyGroup();
        Assert.Equal(model.ReleaseDue(Seen), group.ReleaseDue(Now));
    }

    private void FinishMoves()
    {
        var (group, model) = AnyGroup();
        var end = model.FirstMove + _random.Next(-1, 6);
        if (_random.Next(4) == 0)
            Assert.Equal(model.PutOffMoves(end), group.PutOffMoves(end));
        else
            Assert.Equal(model.FinishMoves(end), group.FinishMoves(end));
    }

    // As an administrator of dead letters does.
    private void Steward()
    {
        var (group, model) = AnyGroup();
        var first = model.Floor + _random.Next(-3, (int)(model.End - model.Floor) + 4);
        var end = first + _random.Next(0, 12);
        var target = new RedriveTarget(_random.Next(1, 3), _random.Next(1, 3));
        switch (_random.Next(3))
        {
            case 0:
                Assert.Equal(
                    model.Redrive(first, end, Partition.DurableOffset, target, Seen),
                    group.Redriving.Redrive(first, end, target, Now));
                break;
            case 1:
                Assert.Equal(
                    model.Purge(first, end, Partition.DurableOffset), group.Redriving.Purge(first, end));
                break;
            default:
                end = model.FirstMove + _random.Next(-1, 6);
                Assert.Equal(model.ReturnMoves(end), group.Redriving.ReturnMoves(end));
                break;
        }
    }

    // Records come back from a dead-letter topic, for one group, which may be gone.
    private void Redriven()
    {
        var (heir, first) = (_random.Next(1, 5), _model.NextOffset);
        var sender = InternalProducers.OfRedrive(new PartitionId(9, 0), 12, new RedriveTarget(1, heir));
        var decision = Partition.Decide(new AppendBatch(sender, 0, first, _random.Next(1, 4)), Now);
        Assert.Equal(AppendVerdict.Accepted, decision.Verdict);
        Partition.Apply(decision.Event);
        _model.NextOffset += decision.Event.Count;
        foreach (var (id, group) in _model.Groups)
        {
            group.Grow(_model.NextOffset);
            if (id != heir && _model.Groups.ContainsKey(heir))
                group.SettleForOthers(first, _model.NextOffset);
        }
    }

    private void Lose()
    {
        var (group, model) = AnyGroup();
        var (consumer, graceMs) = (_random.Next(3), _random.Next(1, 40));
        switch (_random.Next(4))
        {
            case < 2:
                Assert.Equal(
                    model.Suspend(consumer, _monotonicMs + graceMs), group.SuspendConsumer(consumer, Now, graceMs));
                break;
            case 2:
                Assert.Equal(
                    model.Resume(consumer, _monotonicMs + graceMs), group.ResumeConsumer(consumer, Now, graceMs));
                break;
            default:
                Assert.Equal(model.ReleaseUnclaimed(consumer), group.ReleaseUnclaimed(consumer));
                break;
        }
    }

    private void Skip()
    {
        var (group, model) = AnyGroup();
        var end = Math.Min(model.Floor + _random.Next(0, 40), Partition.DurableOffset);
        Assert.Equal(end > model.Floor ? model.SkipBelow(end) : 0, group.SkipBelow(end));
    }

    private void ChangePolicy()
    {
        var (_, model) = AnyGroup();
        model.Policy = Policies[_random.Next(Policies.Length)];
        TellPolicies();
    }

    // The catalogue holds them: they are told again after a recovery.
    private void TellPolicies()
    {
        foreach (var group in Partition.Groups)
            group.Policy = _model.Groups[group.Id].Policy;
    }

    private void AddGroup(int id)
    {
        if (!_model.Groups.ContainsKey(id))
        {
            var isLatest = _model.Groups.Count == 0 || _random.Next(2) == 0;
            var start = isLatest ? _model.NextOffset : _model.Groups.Values.Min(group => group.Floor);
            Assert.Equal(
                RefusalCode.None, Partition.EnsureGroup(id, isLatest ? GroupStart.Latest : default, out _).Code);
            _model.Groups.Add(id, new ModelGroup(start) { Policy = Policies[_random.Next(Policies.Length)] });
            _model.Groups[id].Grow(_model.NextOffset);
            TellPolicies();
        }

        Assert.Equal(RefusalCode.None, Partition.EnsureGroup(id, GroupStart.Earliest, out var added).Code);
        Assert.Equal(id, added!.Id);
    }

    private void RemoveGroup(int id)
    {
        Assert.Equal(_model.Groups.Remove(id), Partition.RemoveGroup(id));
        Assert.False(Partition.TryGetGroup(id, out _));
    }

    private void Evict()
    {
        _wallMs += _random.Next(2) == 0 ? Limits.ProducerIdleMs : 0;
        var wallMs = Math.Max(Partition.WallMs, _wallMs);
        Assert.Equal(_model.Producers.Evict(wallMs - Limits.ProducerIdleMs), Partition.EvictIdleProducers(Now));
    }

    private void Store()
    {
        var events = new ByteWriter();
        if (Partition.DrainEvents(events) == 0)
            return;
        _stored.Add(new StoredAppend(events.Written.ToArray(), Snapshot(Partition), _model.Clone()));
    }

    private void MarkDurable()
    {
        if (_durableAppends == _stored.Count)
            return;
        _durableAppends = _random.Next(_durableAppends, _stored.Count) + 1;
        Partition.MarkDurable(_stored[_durableAppends - 1].Model.NextOffset);
    }

    private void Crash()
    {
        var kept = _random.Next(_durableAppends, _stored.Count + 1);
        _stored.RemoveRange(kept, _stored.Count - kept);
        _durableAppends = kept;
        Partition = Recover();
        Assert.Equal(_stored[^1].Snapshot, Snapshot(Partition));
        Assert.Equal(Partition.NextOffset, Partition.DurableOffset);
        _model = _stored[^1].Model.Clone();
        foreach (var group in _model.Groups.Values)
            group.ForgetProcess();
        Compare();
        TellPolicies();
        StartTenure();
    }

    // From a snapshot of any age, and then sometimes also records that it holds already.
    private Partition Recover()
    {
        var partition = new Partition(Partition.Id);
        var first = _random.Next(_stored.Count + 1);
        if (first > 0)
            partition.ReadSnapshot(_stored[first - 1].Snapshot);
        for (var index = Math.Max(0, first - _random.Next(3)); index < _stored.Count; index++)
            partition.Replay(_stored[index].Events);
        partition.CheckAll();
        return partition;
    }

    private void StartTenure()
    {
        _model.Tenure += _random.Next(1, 3);
        foreach (var group in _model.Groups.Values)
            group.StartTenure(Seen);
        Partition.StartTenure(_model.Tenure, Now);
    }

    private (Group Group, ModelGroup Model) AnyGroup()
    {
        var id = _model.Groups.Keys.ElementAt(_random.Next(_model.Groups.Count));
        Assert.True(Partition.TryGetGroup(id, out var group));
        return (group, _model.Groups[id]);
    }

    private void Compare()
    {
        Partition.CheckAll();
        Assert.Equal((_model.NextOffset, _model.Tenure), (Partition.NextOffset, Partition.Tenure));
        Assert.Equal(_model.Groups.Keys, Partition.Groups.Select(group => group.Id));
        foreach (var group in Partition.Groups)
        {
            var model = _model.Groups[group.Id];
            Assert.Equal((model.Floor, model.Cursor), (group.Floor, group.Cursor));
            Compare(model, group);
        }

        Assert.Equal(_model.Groups.Values.Select(group => group.Floor).DefaultIfEmpty(0).Min(), Partition.PurgeFloor);
    }

    private static void Compare(ModelGroup model, Group group)
    {
        var (ready, retries) = (model.Count(ModelState.Ready), model.Count(ModelState.Retry));
        Assert.Equal((ready + retries, retries), (group.WaitingCount, group.RetryCount));
        Assert.Equal((model.Count(ModelState.Out), model.Unsettled), (group.InFlight, group.Lag));
        Assert.Equal((model.Due, model.Count(ModelState.Moving)), (group.NextDueMs, group.MoveCount));
        Assert.Equal((model.FirstMove, model.Moves.Count), (group.FirstMove, group.EndMove));
        Assert.Equal(model.FirstMove < model.Moves.Count, group.TryGetMove(model.FirstMove, out var oldest));
        Assert.Equal(model.FirstMove < model.Moves.Count ? model.Moves[model.FirstMove] : default, oldest);
        Assert.False(group.TryGetMove(group.EndMove, out _));
        var lowest = model.Moves.Skip(model.FirstMove).Select(move => move.Offset).DefaultIfEmpty(long.MaxValue).Min();
        Assert.Equal(lowest, group.LowestMove);
    }

    private static byte[] Snapshot(Partition partition)
    {
        var bytes = new ByteWriter();
        partition.WriteSnapshot(bytes);
        return bytes.Written.ToArray();
    }
}
