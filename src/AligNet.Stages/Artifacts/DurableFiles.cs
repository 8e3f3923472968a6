using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace AligNet.Artifacts;

/// <summary>Writes that survive a crash: content reaches the disk before the name does.</summary>
internal static class DurableFiles
{
    /// <summary>Replaces a small text file: written beside it, flushed, renamed over it.</summary>
    public static void WriteText(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Replace(path, stream =>
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        });
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Writes a file under a temporary name beside it and renames it into place; of a write that fails (a full disk) nothing stays.</summary>
    /// <param name="path">The name.</param>
    /// <param name="write">Writes the content.</param>
    public static void Replace(string path, Action<FileStream> write)
    {
        // In the same folder, so that the rename never crosses file systems.
        string temporary = TemporaryName.Beside(path);
        bool done = false;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
            }

            File.Move(temporary, path, overwrite: true);
            done = true;
        }
        finally
        {
            if (!done && File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    /// <summary>Flushes a file's content to disk.</summary>
    public static void FlushFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Flushes a folder's entries to disk, so that a rename in it is not lost. A no-op on Windows, where the journal does it.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int handle = NativeMethods.Open(path, 0);
        if (handle >= 0)
        {
            _ = NativeMethods.Fsync(handle);
            _ = NativeMethods.Close(handle);
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Fsync(int handle);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Close(int handle);
    }
}
