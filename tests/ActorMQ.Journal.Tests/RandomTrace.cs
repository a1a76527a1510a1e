using ActorMQ.Core;
using ActorMQ.Core.Topics;

namespace ActorMQ.Journal.Tests;

/// <summary>A random life of a journal, told as text: two journals that get the same seed must tell the same.</summary>
/// <param name="journal">The journal.</param>
/// <param name="seed">Decides everything, the faults too.</param>
/// <param name="script">Where each append's fault is put before the append is given; null: there are no faults.</param>
internal sealed class RandomTrace(IJournal journal, int seed, FaultScript? script = null)
{
    private readonly Random random = new(seed);
    private readonly JournalDriver driver = new(journal);
    private readonly List<PartitionId> partitions = [];
    private readonly HashSet<int> deleted = [];
    private readonly List<string> told = [];
    private long clock;

    public IReadOnlyList<string> Run(int steps)
    {
        partitions.AddRange(driver.NewTopic("first", 3));
        for (int step = 0; step < steps; step++)
            Step(step);
        foreach (PartitionId partition in partitions)
            Tell(partition);
        CatalogueRows rows = driver.Journal.ReadCatalogue();
        told.Add($"{rows.Version} {string.Join(' ', rows.Topics)} {string.Join(' ', rows.Groups)}");
        return told;
    }

    private void Step(int step)
    {
        switch (random.Next(24))
        {
            case 0:
                driver.Acquire(Any());
                break;
            case 1:
                partitions.AddRange(driver.NewTopic($"t{step}", random.Next(1, 4)));
                break;
            case 2 when random.Next(3) == 0:
                Delete(Any().Topic);
                break;
            case 3:
                told.Add($"{driver.Journal.EnsureGroup(Any().Topic, $"g{random.Next(3)}")}");
                break;
            case 4:
                Tell(Any());
                break;
            case 5:
                driver.Journal.Maintain();
                break;
            case 6:
                ChangeCatalogue();
                break;
            case 7:
                TellKept(Any());
                break;
            case 8 when random.Next(3) == 0:
                driver.Journal = script?.Reopen(driver.Journal) ?? driver.Journal;
                break;
            default:
                Commit();
                break;
        }
    }

    private void ChangeCatalogue()
    {
        CatalogueRows rows = driver.Journal.ReadCatalogue();
        long version = rows.Version - (random.Next(5) == 0 ? 1 : 0);
        int group = rows.Groups.Count == 0 ? 0 : rows.Groups[random.Next(rows.Groups.Count)].Id;
        EncodedPolicy policy = new(new byte[random.Next(4)]);
        TopicSettings settings = new(random.Next(3), random.Next(3), random.Next(3));
        told.Add(random.Next(4) switch
        {
            0 => $"{driver.Journal.UpdateTopic(Any().Topic, settings, version)}",
            1 => $"{driver.Journal.UpdateGroup(group, policy, version)}",
            2 => $"{driver.Journal.DeleteGroup(group, version)}",
            _ => $"{driver.Journal.EnsureGroup(Any().Topic, $"p{random.Next(3)}", policy)}",
        });
    }

    private void TellKept(PartitionId partition)
    {
        told.Add($"{driver.Journal.ReadExtent(partition)} {driver.Journal.FindBatch(partition, random.Next(20))}");
        ExpiryRule rule = new(random.Next(100), random.Next(100_000), random.Next(20));
        told.Add($"{driver.Journal.FindExpired(partition, rule)}");
        told.Add($"{driver.Journal.OffsetAt(partition, random.Next(99))}");
    }

    private void Delete(int topic)
    {
        told.Add($"deleted {driver.Journal.DeleteTopic(topic)}");
        deleted.Add(topic);
    }

    private void Commit()
    {
        JournalAppend[] group = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Append())];
        told.Add(string.Join(' ', driver.CommitAll(group)));
        foreach (JournalAppend append in group)
        {
            if (append.Outcome != AppendOutcome.Stored)
                driver.Acquire(append.Partition);
        }
    }

    private JournalAppend Append()
    {
        string body = new((char)random.Next('a', 'z'), random.Next(1, random.Next(10) == 0 ? 60_000 : 60));
        string events = random.Next(2) == 0 ? $"e{random.Next(1000)}" : "";
        JournalAppend append = driver.Append(Any(), random.Next(0, 5), body, events);
        if (append.Batches.Count > 0)
            append.Batches[0] = append.Batches[0] with { StoredUnixMs = ++clock };
        if (random.Next(6) == 0)
            append.Snapshot = JournalDriver.Bytes($"s{random.Next(1000)}");
        if (random.Next(4) == 0)
            append.PurgeBelow = random.NextInt64(append.NextOffset + 1);
        if (!TryFail(append))
            Spoil(append);
        return append;
    }

    // Only an append whose fence holds can meet a fault of the store.
    private bool TryFail(JournalAppend append)
    {
        if (script is null || random.Next(8) != 0 || deleted.Contains(append.Partition.Topic))
            return false;
        script.Faults[append] = (AppendFault)random.Next(1, 6);
        return true;
    }

    private void Spoil(JournalAppend append)
    {
        switch (random.Next(40))
        {
            case 0:
                append.ExpectedSequence += random.Next(-1, 2);
                break;
            case 1:
                append.Ownership = append.Ownership with { Epoch = append.Ownership.Epoch - 1 };
                break;
            case 2:
                append.Ownership = append.Ownership with { Nonce = JournalDriver.Nonce(-1) };
                break;
            case 3 when append.Batches.Count > 0:
                append.Batches.Add(append.Batches[0]);
                break;
        }
    }

    private void Tell(PartitionId partition)
    {
        TellKept(partition);
        told.Add($"{partition}: {driver.Journal.Recover(partition, new RecordingSink())}");
        told.AddRange(driver.Recover(partition));
        told.AddRange(driver.Read(partition, random.Next(20), random.Next(1, 200_000)));
    }

    private PartitionId Any() => partitions[random.Next(partitions.Count)];
}
