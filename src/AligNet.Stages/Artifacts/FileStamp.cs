using System.IO;
using System.Runtime.InteropServices;

namespace AligNet.Artifacts;

/// <summary>What the file system says of a file without reading it: device, inode, size, and the times of the last change of content
/// (mtime) and of anything at all (ctime), in nanoseconds since 1970.</summary>
/// <remarks>ctime cannot be set by a program, so a changed file whose size and mtime were put back still shows. .NET offers neither
/// inode nor ctime: on Linux they come from statx(2). Elsewhere inode is 0 and ctime the creation time, and the stat cache is
/// correspondingly weaker (docs/architecture.md).</remarks>
public readonly record struct FileStamp(ulong Device, ulong Inode, long Size, long ModifiedNanoseconds, long ChangedNanoseconds)
{
    private const int AtFdCwd = -100;
    private const int MostPath = 4096; // PATH_MAX: the system refuses longer ones too
    private const uint BasicStats = 0x7ff;
    private const uint DirectoryType = 0x4000;
    private const uint TypeMask = 0xf000;

    /// <summary>The stamp of a file (links followed), or null when there is none or it is a folder.</summary>
    public static FileStamp? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            var info = new FileInfo(path);
            return info.Exists
                ? new FileStamp(0, 0, info.Length, Nanoseconds(info.LastWriteTimeUtc), Nanoseconds(info.CreationTimeUtc))
                : null;
        }

        if (!TryStat(path, out NativeMethods.StatxBuffer found) || (found.Mode & TypeMask) == DirectoryType)
        {
            return null;
        }

        return new FileStamp(
            ((ulong)found.DeviceMajor << 32) | found.DeviceMinor,
            found.Inode,
            (long)found.Size,
            (found.Modified.Seconds * 1_000_000_000) + found.Modified.Nanoseconds,
            (found.Changed.Seconds * 1_000_000_000) + found.Changed.Nanoseconds);
    }

    /// <summary>The call without marshalling, which the runtime would have to compile at every start.</summary>
    private static unsafe bool TryStat(string path, out NativeMethods.StatxBuffer found)
    {
        if (path.Length > MostPath)
        {
            found = default;
            return false;
        }

        Span<byte> name = stackalloc byte[(path.Length * 3) + 1];
        name[System.Text.Encoding.UTF8.GetBytes(path, name)] = 0;
        fixed (byte* start = name)
        fixed (NativeMethods.StatxBuffer* buffer = &found)
        {
            found = default;
            return NativeMethods.Statx(AtFdCwd, start, 0, BasicStats, buffer) == 0;
        }
    }

    private static long Nanoseconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks * 100;

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "statx")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern unsafe int Statx(int directory, byte* path, int flags, uint mask, StatxBuffer* buffer);

        [StructLayout(LayoutKind.Sequential)]
        internal struct Timestamp
        {
            public long Seconds;
            public uint Nanoseconds;
            public int Reserved;
        }

        /// <summary>struct statx of linux/stat.h: 256 bytes, the same on every architecture.</summary>
        [StructLayout(LayoutKind.Sequential, Size = 256)]
        internal struct StatxBuffer
        {
            public uint Mask;
            public uint BlockSize;
            public ulong Attributes;
            public uint Links;
            public uint User;
            public uint Group;
            public ushort Mode;
            public ushort Spare0;
            public ulong Inode;
            public ulong Size;
            public ulong Blocks;
            public ulong AttributesMask;
            public Timestamp Accessed;
            public Timestamp Created;
            public Timestamp Changed;
            public Timestamp Modified;
            public uint SpecialMajor;
            public uint SpecialMinor;
            public uint DeviceMajor;
            public uint DeviceMinor;
        }
    }
}
