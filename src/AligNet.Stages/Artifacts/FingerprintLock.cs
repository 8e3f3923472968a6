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
            try
            {
                // FileShare.None takes flock(2) on Unix and a share mode on Windows.
                return new FingerprintLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path))
            {
                if (!told)
                {
                    onWait();
                    told = true;
                }

                cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
