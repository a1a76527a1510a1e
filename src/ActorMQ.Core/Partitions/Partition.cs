using System.Diagnostics.CodeAnalysis;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Producers;
using ActorMQ.Core.Topics;
using ActorMQ.Records;

namespace ActorMQ.Core.Partitions;

/// <summary>
/// One partition: which offset comes next, which producers were seen, and its groups. Owned by the partition's actor,
/// not thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// Life: a new one; <see cref="ReadSnapshot"/> if there is one; <see cref="Replay"/> each event record behind it; after
/// an unclean end of the last owner <see cref="StartTenure"/>; then decisions. A decision reads, and <c>Apply</c> is
/// what changes, here and in <see cref="Group"/>. Each applied event waits, encoded, until <see cref="DrainEvents"/>
/// gives it to the next append.
/// </para>
/// <para>
/// What an append that was definitely not stored leaves behind is not undone event by event: the owner discards the
/// machine and recovers another one from the journal, which by then is the truth. So nothing here keeps the means to go
/// back.
/// </para>
/// </remarks>
public sealed class Partition
{
    private readonly Dictionary<int, Group> _groupsById = [];

    // The same groups in the order of their numbers, at most Limits.GroupsMax.
    private readonly List<Group> _groups = [];

    /// <summary>An empty partition: offset 0 is next, no group, tenure 0.</summary>
    public Partition(PartitionId id, PartitionOptions options = default)
    {
        Id = id;
        Options = options;
    }

    /// <summary>Which partition this is.</summary>
    public PartitionId Id { get; }

    /// <summary>What it takes over from its topic.</summary>
    public PartitionOptions Options { get; }

    /// <summary>The offset that the next record gets: decided, perhaps not stored yet.</summary>
    public long NextOffset { get; private set; }

    /// <summary>Every record below is stored; never above <see cref="NextOffset"/>.</summary>
    public long DurableOffset { get; private set; }

    /// <summary>The number of the table of what is out; a token of an older one no longer names a lease.</summary>
    public long Tenure { get; private set; }

    /// <summary>
    /// The latest wall clock seen, in milliseconds: it never goes backward within a partition, whatever the machine's
    /// does.
    /// </summary>
    public long WallMs { get; private set; }

    /// <summary>
    /// The latest wall time at which events say that they were decided, in milliseconds: a new owner whose clock is
    /// behind goes on from there. Due times were decided at most <see cref="Limits.ClockNoteMs"/> later.
    /// </summary>
    public long DecidedMs { get; private set; }

    /// <summary>Event records drained or replayed so far.</summary>
    public long RecordNumber { get; private set; }

    /// <summary>The groups in the order of their numbers.</summary>
    public IReadOnlyList<Group> Groups => _groups;

    /// <summary>Producers remembered.</summary>
    public int ProducerCount => Producers.Count;

    /// <summary>
    /// Bytes of encoded events that no append has taken yet; at <see cref="Limits.PendingEventBytesMax"/> hand-outs
    /// wait.
    /// </summary>
    public int PendingEventBytes => Events.Length;

    /// <summary>Whether <see cref="DrainEvents"/> has something to give.</summary>
    public bool HasPendingEvents => Events.Length != 0;

    internal ProducerTable Producers { get; } = new();

    internal PartitionEventBuffer Events { get; } = new();

    internal bool IsEventRoomFull => Events.Length >= Limits.PendingEventBytesMax;

    /// <summary>
    /// The lowest offset that is still needed: batches that end at or below it may go. It stays 0 while no group exists
    /// and in a log, where age and size decide. A group that is added later starts here at the earliest.
    /// </summary>
    public long PurgeFloor
    {
        get
        {
            if (Options.Kind != TopicKind.Queue || _groups.Count == 0)
                return 0;
            if (Mutants.PurgesForFirstGroup)
                return _groups[0].Floor;
            var lowest = long.MaxValue;
            foreach (var group in _groups)
                lowest = Math.Min(lowest, Mutants.PurgesMoves ? group.FloorWithoutMoves : group.Floor);
            return lowest;
        }
    }

    /// <summary>Judges a batch: accepted at the next offset, a retry of a remembered one, or refused.</summary>
    public AppendDecision Decide(in AppendBatch command, Now now)
    {
        if (command.Count is <= 0 or > RecordBatch.RecordsMax || command.BaseSequence < 0 || command.ProducerEpoch < 0)
            return AppendDecision.Refuse(
                RefusalCode.BadBatch, "Count, sequence and epoch of a batch are not negative, its count not 0.");
        if (command.BaseSequence > Limits.OffsetMax || NextOffset > Limits.OffsetMax - command.Count)
            return AppendDecision.Refuse(
                RefusalCode.OffsetsExhausted, $"Offsets and sequences end at {Limits.OffsetMax}.");
        return Producers.Decide(command, NextOffset, Math.Max(WallMs, now.WallMs));
    }

    /// <summary>Gives an accepted batch its offsets.</summary>
    public void Apply(in BatchAppended e)
    {
        Play(e);
        Events.Add(e);
    }

    /// <summary>The journal has stored everything below <paramref name="nextOffset"/>.</summary>
    public void MarkDurable(long nextOffset)
    {
        Invariant.Require((nextOffset >= DurableOffset || Mutants.DeliversBeforeDurable) && nextOffset <= NextOffset);
        DurableOffset = Mutants.DeliversBeforeDurable ? NextOffset : nextOffset;
    }

    /// <summary>
    /// Begins a tenure: whatever was out waits for redelivery. Of each consumer as many deliveries as it works on at a
    /// time count as attempts, by the policies that the groups have.
    /// </summary>
    /// <param name="tenure">
    /// Higher than every earlier one, even one whose events were never stored: the ownership epoch that was acquired
    /// is.
    /// </param>
    /// <param name="now">When; without it, when the partition's last batch came.</param>
    public void StartTenure(long tenure, Now now = default)
    {
        foreach (var group in _groups)
            group.JudgeAll(now);
        var e = new TenureStarted(tenure);
        Play(e);
        Events.Add(e);
    }

    /// <summary>The group with this number, if it was added.</summary>
    public bool TryGetGroup(int groupId, [NotNullWhen(true)] out Group? group) =>
        _groupsById.TryGetValue(groupId, out group);

    /// <summary>Adds a group, or answers the one that is there.</summary>
    /// <param name="groupId">Its number, given by the catalogue.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="group">The group; null when refused.</param>
    /// <returns>No refusal, or <see cref="RefusalCode.TooManyGroups"/>.</returns>
    public Refusal EnsureGroup(int groupId, GroupStart start, out Group? group)
    {
        if (_groupsById.TryGetValue(groupId, out group))
            return Refusal.None;
        if (_groups.Count >= Limits.GroupsMax)
        {
            return new Refusal(
                RefusalCode.TooManyGroups, $"group: the topic has {Limits.GroupsMax} groups; use one of them.", "group",
                Limits.GroupsMax);
        }

        var e = new GroupAdded(groupId, start == GroupStart.Latest ? NextOffset : PurgeFloor);
        Play(e);
        Events.Add(e);
        group = _groupsById[groupId];
        return Refusal.None;
    }

    /// <summary>
    /// Drops a group with all that it had out, in retry or in its outbox; answers whether it was there. A group that is
    /// added under its number later begins anew.
    /// </summary>
    public bool RemoveGroup(int groupId)
    {
        if (!_groupsById.ContainsKey(groupId))
            return false;
        var e = new GroupRemoved(groupId);
        Play(e);
        Events.Add(e);
        return true;
    }

    /// <summary>
    /// Forgets the producers that were idle for <see cref="Limits.ProducerIdleMs"/>; answers how many. Call it about
    /// once a minute.
    /// </summary>
    public int EvictIdleProducers(Now now)
    {
        var idleMs = Mutants.EvictsProducersEarly ? 100 : Limits.ProducerIdleMs;
        var e = new ProducersEvicted(Math.Max(WallMs, now.WallMs) - idleMs);
        if (e.UsedUntilMs < 0 || Producers.CountIdle(e.UsedUntilMs) == 0)
            return 0;
        var before = Producers.Count;
        Play(e);
        Events.Add(e);
        return before - Producers.Count;
    }

    /// <summary>
    /// Gives everything that was applied since the last call to one append, as one event record; answers its bytes, 0
    /// for nothing.
    /// </summary>
    public int DrainEvents(ByteWriter into)
    {
        if (Events.Length == 0)
            return 0;
        RecordNumber++;
        return Events.Drain(into, RecordNumber);
    }

    /// <summary>
    /// Plays one stored event record. One that the snapshot already holds is skipped; a missing one stops with
    /// <see cref="CorruptRecordException"/>. What is replayed is durable.
    /// </summary>
    public void Replay(ReadOnlySpan<byte> eventRecord)
    {
        Invariant.Require(Events.Length == 0);
        var from = new ByteReader(Stored.Checked(eventRecord, "event record"));
        var number = EventReplay.ReadHead(ref from);
        if (number <= RecordNumber)
            return;
        Stored.Require(number == RecordNumber + 1, "an event record is missing");
        while (!from.IsAtEnd)
            EventReplay.PlayOne(this, ref from);
        RecordNumber = number;
        DurableOffset = NextOffset;
    }

    /// <summary>
    /// Writes the whole state, without deadlines. Only with no pending events: the snapshot stands for the records
    /// drained so far.
    /// </summary>
    public void WriteSnapshot(ByteWriter to)
    {
        Invariant.Require(Events.Length == 0);
        CheckAll();
        PartitionSnapshot.Write(this, to);
    }

    /// <summary>Reads a snapshot into an empty partition. What it holds is durable.</summary>
    public void ReadSnapshot(ReadOnlySpan<byte> from)
    {
        Invariant.Require(NextOffset == 0 && _groups.Count == 0 && RecordNumber == 0);
        PartitionSnapshot.Read(this, from);
        DurableOffset = NextOffset;
        CheckAll();
    }

    /// <summary>
    /// Checks everything that must hold between the parts of the state. Call it after replay; its cost grows with the
    /// state.
    /// </summary>
    public void CheckAll()
    {
        Invariant.Require(DurableOffset <= NextOffset && Producers.Count <= Limits.ProducersMax);
        foreach (var group in _groups)
            group.CheckAll();
        foreach (var producer in Producers.All)
            Invariant.Require(
                producer.LastUsedMs <= WallMs && producer.Count is > 0 and <= Limits.ProducerWindowBatches);
    }

    internal void NoteWall(long wallMs) => DecidedMs = Math.Max(DecidedMs, wallMs);

    internal bool IsDecidedLater => DecidedMs - WallMs >= Limits.ClockNoteMs;

    /// <summary>Something gets a due time: an owner whose clock is behind must know of when.</summary>
    internal void NoteClock(long wallMs)
    {
        if (wallMs - Math.Max(WallMs, DecidedMs) < Limits.ClockNoteMs)
            return;
        NoteWall(wallMs);
        Events.Add(new ClockNoted(wallMs));
    }

    internal void Play(in BatchAppended e)
    {
        Invariant.Require(e.BaseOffset == NextOffset && e.Count > 0);
        Producers.Apply(e);
        NextOffset += e.Count;
        WallMs = Math.Max(WallMs, e.WallMs);
        if (e.Producer.IsRedrive(out var groupId))
            SettleForOthers(groupId, e);
    }

    internal void Play(in ProducersEvicted e) => Producers.Apply(e);

    internal void Play(in TenureStarted e)
    {
        Invariant.Require(e.Tenure > Tenure && e.Tenure <= Limits.OffsetMax);
        Tenure = e.Tenure;
        foreach (var group in _groups)
            group.Events.Play(e);
    }

    internal void Play(in GroupAdded e)
    {
        Invariant.Require(e.StartOffset >= 0 && e.StartOffset <= NextOffset);
        var group = new Group(this, e.GroupId, e.StartOffset);
        Invariant.Require(_groups.Count < Limits.GroupsMax && _groupsById.TryAdd(group.Id, group));
        var place = _groups.FindLastIndex(other => other.Id < group.Id) + 1;
        _groups.Insert(place, group);
    }

    internal void Play(in GroupRemoved e)
    {
        Invariant.Require(_groupsById.Remove(e.GroupId, out var group));
        _groups.Remove(group);
    }

    // Redriven records are for the group that gave them up: the others have had them. Where that group is not there, or
    // another one is too far behind to keep a note of it, they come again rather than not at all.
    private void SettleForOthers(int groupId, in BatchAppended e)
    {
        foreach (var group in _groupsById.ContainsKey(groupId) ? _groups : [])
        {
            if (group.Id != groupId && e.BaseOffset + e.Count <= group.SpanEnd)
                group.Events.Play(new RangeSettled(group.Id, e.BaseOffset, e.Count));
        }
    }

    internal void Restore(long recordNumber, long nextOffset, long tenure, long wallMs) =>
        (RecordNumber, NextOffset, Tenure, WallMs) = (recordNumber, nextOffset, tenure, wallMs);
}
