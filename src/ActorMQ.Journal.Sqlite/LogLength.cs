namespace ActorMQ.Journal.Sqlite;

/// <summary>How long the write-ahead log grows until it is copied back, from how long that took.</summary>
/// <remarks>
/// What is settled soon is overwritten in the log, and a checkpoint copies the last of it alone: then a long log is
/// cheapest, though commits wait for a while at its end. Where each of its pages has to be copied, a short one costs
/// hardly more for each byte, and commits never wait for long. Which it is shows when a short one is tried.
/// </remarks>
internal sealed class LogLength(long bytesMax)
{
    /// <summary>How many times shorter a short log is.</summary>
    public const int ShortPart = 16;

    /// <summary>Checkpoints of a short log until it is compared.</summary>
    public const int Trial = 8;

    /// <summary>Checkpoints of a short log until a long one is looked at again.</summary>
    public const int LookAgain = 512;

    // How many times the cost of a byte in a long log a short one may cost.
    private const double DearerMax = 4;

    // How many times dearer than at a refusal a long log is when a short one is tried again.
    private const double TryAgain = 2;

    // How fast a refusal is forgotten while a long log costs less than it did then.
    private const double Forget = 0.125;

    /// <summary>How long commits may wait for the checkpoint of a long log before a short one is tried.</summary>
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(5);

    private bool isShort;

    // Milliseconds for each byte: the last long log, and the one at which a short log was too dear; 0 until then.
    private double longCost;
    private double refusedCost;

    // Of the short logs since the last long one.
    private int shorts;
    private double shortMs;
    private double shortBytes;

    /// <summary>Bytes of a long log.</summary>
    public long BytesMax => bytesMax;

    /// <summary>Bytes at which a checkpoint is due.</summary>
    public long Bytes => isShort ? bytesMax / ShortPart : bytesMax;

    /// <summary>A checkpoint is over.</summary>
    /// <param name="pause">How long commits waited for it.</param>
    /// <param name="logBytes">How long the log was; not 0.</param>
    public void Note(TimeSpan pause, long logBytes)
    {
        if (isShort)
            NoteShort(pause.TotalMilliseconds, logBytes);
        else
            NoteLong(pause, pause.TotalMilliseconds / logBytes);
    }

    private void NoteLong(TimeSpan pause, double cost)
    {
        longCost = cost;
        isShort = pause > PauseMax && cost > TryAgain * refusedCost;
        if (isShort)
            (shorts, shortMs, shortBytes) = (0, 0, 0);
        else if (cost < refusedCost)
            refusedCost += (cost - refusedCost) * Forget;
    }

    private void NoteShort(double pauseMs, long logBytes)
    {
        shorts++;
        shortMs += pauseMs;
        shortBytes += logBytes;
        if (shorts == Trial)
            Judge(shortMs / shortBytes);
        else if (shorts == LookAgain)
            isShort = false;
    }

    private void Judge(double shortCost)
    {
        isShort = shortCost <= DearerMax * longCost;
        refusedCost = isShort ? 0 : longCost;
    }
}
