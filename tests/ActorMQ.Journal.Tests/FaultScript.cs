namespace ActorMQ.Journal.Tests;

/// <summary>Which append of a trace meets which fault, and how a journal is opened again.</summary>
/// <param name="reopen">Opens the journal after a crash; the former object is useless from then on.</param>
internal sealed class FaultScript(Func<IJournal, IJournal> reopen) : IAppendFaults
{
    /// <summary>The faults by the append that meets them.</summary>
    public Dictionary<JournalAppend, AppendFault> Faults { get; } = [];

    /// <inheritdoc/>
    public AppendFault Next(JournalAppend append) => Faults.GetValueOrDefault(append);

    /// <summary>The journal after a crash of its process.</summary>
    public IJournal Reopen(IJournal journal) => reopen(journal);
}
