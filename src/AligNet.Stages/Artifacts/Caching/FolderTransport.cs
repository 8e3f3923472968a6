using System.IO;

namespace AligNet.Artifacts.Caching;

/// <summary>A folder: <c>ac/</c> and <c>cas/</c> as an HTTP cache serves them, so that nginx over the same folder is the same cache, and <c>tmp/</c>
/// for what is being written. Objects appear by rename, whole or not at all.</summary>
/// <param name="folder">Full path; created when something is written.</param>
internal sealed class FolderTransport(string folder) : ICacheTransport
{
    private static readonly TimeSpan LeftOver = TimeSpan.FromDays(1);
    private static int s_drafts;
    private int _swept;

    /// <inheritdoc/>
    public string Name => folder;

    /// <inheritdoc/>
    public Task<Stream?> Read(string name, CancellationToken cancellation)
    {
        string path = Path.Combine(folder, name);
        try
        {
            return Task.FromResult<Stream?>(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.SequentialScan | FileOptions.Asynchronous));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc/>
    public Task<bool> Has(string name, long bytes, CancellationToken cancellation) =>
        Task.FromResult(new FileInfo(Path.Combine(folder, name)) is { Exists: true } file && file.Length == bytes);

    /// <inheritdoc/>
    public async Task Write(string name, Stream content, CancellationToken cancellation)
    {
        string target = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string draft = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName, DraftName());
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, 1 << 20, cancellation);
                file.Flush(flushToDisk: true);
            }

            SweepOnce(File.GetLastWriteTimeUtc(draft));
            File.Move(draft, target, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Several machines may write to one folder, so that a process id alone names no draft.</summary>
    private static string DraftName() =>
        $"{ContentHash.OfBytes(System.Text.Encoding.UTF8.GetBytes(Environment.MachineName))[..12]}-{Environment.ProcessId}-{Interlocked.Increment(ref s_drafts)}-{Environment.TickCount64:x}";

    /// <summary>Removes drafts that killed processes left. Their age is told by the folder's own clock, which wrote both times.</summary>
    private void SweepOnce(DateTime now)
    {
        if (Interlocked.Exchange(ref _swept, 1) == 0)
        {
            foreach (FileInfo draft in new DirectoryInfo(Path.Combine(folder, "tmp")).EnumerateFiles().Where(draft => now - draft.LastWriteTimeUtc > LeftOver))
            {
                draft.Delete();
            }
        }
    }
}
