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

        if (NativeMethods.Statx(AtFdCwd, path, 0, BasicStats, out NativeMethods.StatxBuffer found) != 0
            || (found.Mode & TypeMask) == DirectoryType)
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

    private static long Nanoseconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks * 100;

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Statx(
            int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out StatxBuffer buffer);

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
