namespace ActorMQ.Journal.Sqlite;

/// <summary>How long the write-ahead log grows until it is copied back, from how long that took.</summary>
/// <remarks>
/// What is settled soon is overwritten in the log, and a checkpoint copies the last of it alone: then a long log is
/// cheapest, though commits wait for a while at its end. Where each of its pages has to be copied, a short one costs
/// hardly more for each byte, and commits never wait for long. So the log is short where a long one makes commits wait
/// for long, and while that takes little of the time, which shows when it is tried.
/// </remarks>
internal sealed class LogLength(long bytesMax)
{
    /// <summary>How many times shorter a short log is.</summary>
    public const int ShortPart = 64;

    /// <summary>
    /// Checkpoints of a short log until it is compared, and compared again: as many bytes as a long one.
    /// </summary>
    public const int Trial = ShortPart;

    /// <summary>Checkpoints of a short log until a long one is looked at again.</summary>
    public const int ShortsMax = 4_096;

    /// <summary>Checkpoints of a long log until a short one is tried again that was given up often.</summary>
    public const int LongsMax = 32;

    // Of the time: what short logs may take more than long ones would, for each millisecond that commits would wait at
    // the end of a long one.
    private const double DearerMax = 0.005;

    // How many times dearer than at a refusal a long log is when a short one is tried at once.
    private const double TryAgain = 2;

    // How long commits may wait for the checkpoint of a long log before a short one is tried.
    private const double PauseMaxMs = 10;

    private bool isShort;

    // Of this length, since the last of the other one.
    private int checkpoints;

    // Checkpoints of a long log until a short one is tried: twice as many each time that it is given up.
    private int longs = 2;

    // Milliseconds for each byte: the last long log, the cheaper one of the last two, for any may have met with
    // something rare, and what that was when a short log was too dear.
    private double lastCost;
    private double longCost;
    private double refusedCost = double.MaxValue;

    // Of the short logs since they were compared.
    private double shortMs;
    private double shortBytes;
    private double elapsedMs;

    /// <summary>Bytes of a long log.</summary>
    public long BytesMax => bytesMax;

    /// <summary>Bytes at which a checkpoint is due.</summary>
    public long Bytes => isShort ? bytesMax / ShortPart : bytesMax;

    // How long commits wait for the checkpoint of a long log.
    private double LongMs => longCost * bytesMax;

    /// <summary>A checkpoint is over.</summary>
    /// <param name="pause">How long commits waited for it.</param>
    /// <param name="logBytes">How long the log was; not 0.</param>
    /// <param name="elapsed">Since the checkpoint before, this one included.</param>
    public void Note(TimeSpan pause, long logBytes, TimeSpan elapsed)
    {
        checkpoints++;
        if (isShort)
            NoteShort(pause.TotalMilliseconds, logBytes, elapsed.TotalMilliseconds);
        else
            NoteLong(pause.TotalMilliseconds / logBytes);
    }

    private void NoteLong(double cost)
    {
        longCost = Math.Min(cost, lastCost);
        lastCost = cost;
        if (LongMs > PauseMaxMs && (checkpoints >= longs || longCost / TryAgain > refusedCost))
            Begin(withShort: true);
    }

    private void NoteShort(double pauseMs, long logBytes, double tookMs)
    {
        shortMs += pauseMs;
        shortBytes += logBytes;
        elapsedMs += tookMs;
        if (checkpoints % Trial == 0)
            Judge();
        if (checkpoints == ShortsMax)
            Begin(withShort: false);
    }

    private void Judge()
    {
        bool isTooDear = shortMs - longCost * shortBytes > DearerMax * LongMs * elapsedMs;
        (shortMs, shortBytes, elapsedMs) = (0, 0, 0);
        longs = isTooDear ? Math.Min(2 * longs, LongsMax) : 1;
        refusedCost = isTooDear ? longCost : double.MaxValue;
        if (isTooDear)
            Begin(withShort: false);
    }

    private void Begin(bool withShort) => (isShort, checkpoints) = (withShort, 0);
}
