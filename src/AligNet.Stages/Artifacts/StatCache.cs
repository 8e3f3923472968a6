using System.IO;
using System.Text;

namespace AligNet.Artifacts;

/// <summary>Content hashes of files, remembered by path and <see cref="FileStamp"/>, so that an unchanged file is not read again.</summary>
/// <remarks>An entry whose file was stamped within <see cref="TickNanoseconds"/> of the moment it was recorded is never trusted: the file
/// could have changed again inside the same tick of the file system's clock and look the same. Losing this file costs time, never
/// correctness, so it is written without a lock: the last run to end wins.</remarks>
public sealed class StatCache
{
    /// <summary>2 s: the coarsest clock of a file system in use (FAT); ext4, xfs and btrfs tick every few milliseconds.</summary>
    public const long TickNanoseconds = 2_000_000_000;

    private const uint Magic = 0x414C4E33; // "ALN3": another number for another layout
    private readonly string? _file;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private bool _changed;

    /// <summary>Opens the cache kept in a file, or a cache in memory alone when the file is null. An unreadable cache counts as empty.</summary>
    public StatCache(string? file, TimeProvider time)
    {
        (_file, _time) = (file, time);
        if (file is not null && File.Exists(file))
        {
            Load(File.ReadAllBytes(file));
        }
    }

    /// <summary>Number of files that were read and hashed through this object, for tests and for the log.</summary>
    public int FilesHashed { get; private set; }

    /// <summary>The SHA-256 of the file's content, read only when its stamp is new, changed or too fresh.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public string Hash(string path)
    {
        path = Path.GetFullPath(path);
        return Hash(path, FileStamp.Of(path) ?? throw new FileNotFoundException($"{path} does not exist or is not a file.", path));
    }

    /// <summary>The same for a file whose stamp was just taken, so that the system is not asked twice.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="stamp">Its stamp.</param>
    public string Hash(string path, FileStamp stamp)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(path, out Entry? known) && known.Stamp == stamp && !IsFresh(stamp, known.RecordedNanoseconds))
            {
                return known.Digest;
            }
        }

        long recorded = NowNanoseconds();
        string digest = ContentHash.OfFile(path);
        lock (_gate)
        {
            FilesHashed++;
            _entries[path] = new Entry(stamp, recorded, digest);
            _changed = true;
        }

        return digest;
    }

    /// <summary>Records a digest that was computed elsewhere for the file as it is now.</summary>
    public void Remember(string path, string digest)
    {
        path = Path.GetFullPath(path);
        if (FileStamp.Of(path) is { } stamp)
        {
            lock (_gate)
            {
                _entries[path] = new Entry(stamp, NowNanoseconds(), digest);
                _changed = true;
            }
        }
    }

    /// <summary>Writes the cache if anything changed, through a temporary file and a rename.</summary>
    public void Save()
    {
        if (_file is null || !_changed)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        DurableFiles.Replace(_file, Write);
        _changed = false;
    }

    private void Write(FileStream file)
    {
        using var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
        lock (_gate)
        {
            writer.Write(Magic);
            writer.Write(_entries.Count);
            foreach ((string path, Entry entry) in _entries)
            {
                writer.Write(path);
                writer.Write(entry.Stamp.Device);
                writer.Write(entry.Stamp.Inode);
                writer.Write(entry.Stamp.Size);
                writer.Write(entry.Stamp.ModifiedNanoseconds);
                writer.Write(entry.Stamp.ChangedNanoseconds);
                writer.Write(entry.RecordedNanoseconds);
                writer.Write(entry.Digest);
            }
        }
    }

    private static bool IsFresh(FileStamp stamp, long recorded) =>
        Math.Max(stamp.ModifiedNanoseconds, stamp.ChangedNanoseconds) > recorded - TickNanoseconds;

    private long NowNanoseconds() => (_time.GetUtcNow().UtcDateTime - DateTime.UnixEpoch).Ticks * 100;

    private void Load(byte[] bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            if (reader.ReadUInt32() != Magic)
            {
                return;
            }

            int count = reader.ReadInt32();
            for (int index = 0; index < count; index++)
            {
                string path = reader.ReadString();
                var stamp = new FileStamp(reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
                long recorded = reader.ReadInt64();
                _entries[path] = new Entry(stamp, recorded, reader.ReadString());
            }
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or IOException)
        {
            // A torn cache file is worth nothing and costs only one round of hashing.
            _entries.Clear();
        }
    }

    // A class, since the runtime has dictionaries of classes compiled already: a command with nothing to do looks ten thousand files up.
    private sealed record Entry(FileStamp Stamp, long RecordedNanoseconds, string Digest);
}
