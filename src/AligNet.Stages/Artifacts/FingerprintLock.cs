using System.IO;

namespace AligNet.Artifacts;

/// <summary>A lock between processes, one per fingerprint, held by the kernel: it ends with the process that holds it, however that dies.</summary>
internal sealed class FingerprintLock : IDisposable
{
    private readonly FileStream _file;

    private FingerprintLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock; calls <paramref name="onWait"/> once if another run holds it.</summary>
    public static FingerprintLock Acquire(string path, Action onWait, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (bool told = false; ;)
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryAcquire(path) is { } taken)
            {
                return taken;
            }

            if (!told)
            {
                onWait();
                told = true;
            }

            cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Takes the lock, or gives null when another process holds it.</summary>
    /// <remarks>Where the file system has no locks, .NET says nothing and every process gets it: machines that share a store find that out with
    /// <c>SlurmFolder.TryLocks</c>.</remarks>
    public static FingerprintLock? TryAcquire(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            // FileShare.None takes flock(2) on Unix and a share mode on Windows.
            return new FingerprintLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (IsHeld(held))
        {
            return null;
        }
    }

    // EWOULDBLOCK of Linux and of macOS, and ERROR_SHARING_VIOLATION of Windows: anything else (a full disk, a store that cannot be written) does not end by waiting.
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
