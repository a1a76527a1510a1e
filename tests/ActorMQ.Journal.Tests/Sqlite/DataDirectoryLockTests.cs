using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Journal.Tests.Sqlite;

public sealed class DataDirectoryLockTests
{
    [Fact]
    public void The_second_holder_is_told_of_the_first()
    {
        using ScratchDirectory directory = new();
        Guid incarnation = JournalDriver.Nonce(7);
        using DataDirectoryLock held = DataDirectoryLock.Acquire(directory.Path, incarnation);
        JournalRefusedException refused = Assert.Throws<JournalRefusedException>(
            () => DataDirectoryLock.Acquire(directory.Path, JournalDriver.Nonce(8)));
        Assert.Contains($"pid {Environment.ProcessId}, incarnation {incarnation}", refused.Message);
    }

    [Fact]
    public void A_file_that_nobody_locks_is_taken_over()
    {
        using ScratchDirectory directory = new();
        DataDirectoryLock.Acquire(directory.Path, JournalDriver.Nonce(7)).Dispose();
        using DataDirectoryLock second = DataDirectoryLock.Acquire(directory.Path, JournalDriver.Nonce(8));
        string holder = File.ReadAllText(directory.File(DataDirectoryLock.HolderFileName));
        Assert.Contains($"{JournalDriver.Nonce(8)}", holder);
    }
}
