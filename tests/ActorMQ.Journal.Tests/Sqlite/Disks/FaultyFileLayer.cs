using System.Runtime.InteropServices;

namespace ActorMQ.Journal.Tests.Sqlite.Disks;

/// <summary>
/// A file layer of SQLite that is the system's own, but asks a <see cref="SmallDisk"/> before it writes, and does not
/// sync.
/// </summary>
/// <remarks>
/// The system's layer opens the file and leaves a pointer to its methods in the file's first word; a copy of them with
/// three of ours takes its place. Registered once for the process; a thread without a disk gets the system's behaviour.
/// </remarks>
internal static unsafe class FaultyFileLayer
{
    /// <summary>What to open a database with.</summary>
    public const string Name = "actormq-faulty";

    private const int Ok = 0;
    private const int Full = 13;
    private const int SyncError = 10 | (4 << 8);
    private const int SizeHint = 5;

    // Words of the structures that sqlite3.h lays out: the version and each pointer take one.
    private const int LayerWords = 21;
    private const int LayerNext = 2;
    private const int LayerName = 3;
    private const int LayerOpen = 5;
    private const int MethodWords = 19;
    private const int MethodWrite = 3;
    private const int MethodSync = 5;
    private const int MethodFileSize = 6;
    private const int MethodFileControl = 10;

    private static readonly Lock Gate = new();
    private static nint* system;
    private static nint* original;

    // Of each set of methods that the system's layer uses, the copy that stands for it.
    private static readonly Dictionary<nint, nint> Copies = [];

    [ThreadStatic]
    private static SmallDisk? disk;

    /// <summary>Makes the thread's files lie on this disk; null for the system's.</summary>
    public static void Use(SmallDisk? smallDisk)
    {
        lock (Gate)
        {
            if (system == null)
                Register();
        }

        disk = smallDisk;
    }

    private static void Register()
    {
        nint* found = Find(null);
        nint* layer = (nint*)NativeMemory.Alloc(LayerWords, (nuint)sizeof(nint));
        new Span<nint>(found, LayerWords).CopyTo(new Span<nint>(layer, LayerWords));
        layer[LayerNext] = 0;
        layer[LayerName] = Marshal.StringToCoTaskMemUTF8(Name);
        layer[LayerOpen] = (nint)(delegate* unmanaged<nint*, byte*, nint*, int, int*, int>)&Open;
        system = found;
        if (RegisterLayer(layer, 0) != Ok)
            throw new InvalidOperationException("The file layer was not taken.");
    }

    [UnmanagedCallersOnly]
    private static int Open(nint* layer, byte* name, nint* file, int flags, int* flagsOut)
    {
        var open = (delegate* unmanaged<nint*, byte*, nint*, int, int*, int>)system[LayerOpen];
        int code = open(layer, name, file, flags, flagsOut);
        if (code != Ok)
            return code;
        lock (Gate)
        {
            if (!Copies.TryGetValue(file[0], out nint copy))
                Copies.Add(file[0], copy = CopyOf((nint*)file[0]));
            file[0] = copy;
        }

        return Ok;
    }

    private static nint CopyOf(nint* found)
    {
        nint* copy = (nint*)NativeMemory.Alloc(MethodWords, (nuint)sizeof(nint));
        new Span<nint>(found, MethodWords).CopyTo(new Span<nint>(copy, MethodWords));
        copy[MethodWrite] = (nint)(delegate* unmanaged<nint*, byte*, int, long, int>)&Write;
        copy[MethodSync] = (nint)(delegate* unmanaged<nint*, int, int>)&Sync;
        copy[MethodFileControl] = (nint)(delegate* unmanaged<nint*, int, void*, int>)&FileControl;
        // The sets differ in locking alone.
        original = found;
        return (nint)copy;
    }

    [UnmanagedCallersOnly]
    private static int Write(nint* file, byte* bytes, int count, long offset)
    {
        long size = 0;
        ((delegate* unmanaged<nint*, long*, int>)original[MethodFileSize])(file, &size);
        if (disk is { } small && !small.Allows(Math.Max(0, offset + count - size)))
            return Full;
        return ((delegate* unmanaged<nint*, byte*, int, long, int>)original[MethodWrite])(file, bytes, count, offset);
    }

    [UnmanagedCallersOnly]
    private static int Sync(nint* file, int flags) => disk is { } small && small.FailsToSync() ? SyncError : Ok;

    [UnmanagedCallersOnly]
    private static int FileControl(nint* file, int operation, void* argument)
    {
        // Room that is asked for beforehand would be had behind the disk's back.
        if (operation == SizeHint)
            return Ok;
        return ((delegate* unmanaged<nint*, int, void*, int>)original[MethodFileControl])(file, operation, argument);
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static extern nint* Find(byte* name);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static extern int RegisterLayer(nint* layer, int isDefault);
}
