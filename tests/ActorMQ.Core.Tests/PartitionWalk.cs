using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
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

    private Now Now => new(_monotonicMs, _wallMs);

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
            case < 34: Take(); break;
            case < 64: Settle(); break;
            case < 70: Expire(); break;
            case < 74: Release(); break;
            case < 84: Store(); break;
            case < 92: MarkDurable(); break;
            case < 94: AddGroup(_random.Next(1, 4)); break;
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
        var (first, count, attempt) = model.Next(max, Partition.DurableOffset);
        var take = new Take(Consumer: _random.Next(3), max, AckWaitMs: _random.Next(10, 60));
        Assert.Equal(count > 0, group.TryDecideTake(take, Now, out var e));
        Assert.Equal(count > 0, group.HasReady);
        if (count == 0)
            return;
        Assert.Equal((first, count, attempt), (e.First, e.Count, e.Attempt));
        Assert.Equal((take.Consumer, _monotonicMs + take.AckWaitMs), (e.Consumer, e.DeadlineMs));
        e = e with { Count = _random.Next(2) == 0 ? count : _random.Next(1, count + 1) };
        group.Apply(e);
        model.HandOut(e);
    }

    private void Settle()
    {
        var (group, model) = AnyGroup();
        var around = Math.Max(0, model.Floor - 5) + _random.Next(0, (int)(model.End - model.Floor) + 10);
        var record = around >= model.Start && around < model.End ? model[around] : default;
        var isHonest = _random.Next(4) != 0;
        var command = new SettleRange(
            (SettleKind)(_random.Next(6) is var kind and < 3 ? kind : 0),
            around,
            _random.Next(1, _random.Next(2) == 0 ? 4 : 60),
            isHonest ? _model.Tenure : _model.Tenure + _random.Next(-1, 2),
            isHonest ? (short)record.Attempt : (short)_random.Next(1, 4),
            isHonest ? record.Consumer : _random.Next(3),
            AckWaitMs: _random.Next(10, 60));
        var accepted = model.Settle(command, _model.Tenure, Partition.DurableOffset, _monotonicMs);
        Assert.Equal(new SettleResult(accepted, command.Count - accepted), group.Settle(command, Now));
    }

    private void Expire()
    {
        _monotonicMs += _random.Next(0, 40);
        var (group, model) = AnyGroup();
        Assert.True(group.NextDeadlineMs <= model.Deadline);
        Assert.Equal(model.Expire(_monotonicMs), group.ExpireDue(Now));
    }

    private void Release()
    {
        var (group, model) = AnyGroup();
        var (consumer, uncleanly) = (_random.Next(3), _random.Next(2) == 0);
        Assert.Equal(model.Release(consumer, uncleanly), group.ReleaseConsumer(consumer, uncleanly, Now));
    }

    private void AddGroup(int id)
    {
        if (!_model.Groups.ContainsKey(id))
        {
            var isLatest = _model.Groups.Count == 0 || _random.Next(2) == 0;
            var start = isLatest ? _model.NextOffset : _model.Groups.Values.Min(group => group.Floor);
            Assert.Equal(
                RefusalCode.None, Partition.EnsureGroup(id, isLatest ? GroupStart.Latest : default, out _).Code);
            _model.Groups.Add(id, new ModelGroup(start));
            _model.Groups[id].Grow(_model.NextOffset);
        }

        Assert.Equal(RefusalCode.None, Partition.EnsureGroup(id, GroupStart.Earliest, out var added).Code);
        Assert.Equal(id, added!.Id);
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
        Compare();
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
        Partition.StartTenure(_model.Tenure);
        foreach (var group in _model.Groups.Values)
            group.StartTenure();
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
            Assert.Equal(
                (model.InFlight, model.Waiting, model.Unsettled), (group.InFlight, group.WaitingCount, group.Lag));
        }

        Assert.Equal(_model.Groups.Values.Select(group => group.Floor).DefaultIfEmpty(0).Min(), Partition.PurgeFloor);
    }

    private static byte[] Snapshot(Partition partition)
    {
        var bytes = new ByteWriter();
        partition.WriteSnapshot(bytes);
        return bytes.Written.ToArray();
    }
}
