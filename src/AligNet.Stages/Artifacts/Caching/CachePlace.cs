using System.Collections.Concurrent;
using System.IO;
using System.Security.Cryptography;

namespace AligNet.Artifacts.Caching;

/// <summary>One place of a chain: what it says is verified, what it does not do in time counts as absent, and once it failed often enough it is left
/// alone for the rest of the run.</summary>
/// <remarks>
/// <code>
/// ac/KEY       an ActionResult whose outputs are the signed record and the artifact's files
/// cas/SHA-256  the signed record and the files, each once
/// </code>
/// Files go up first, then the record, the entry last: an entry that can be read names objects that were there.
/// </remarks>
internal sealed class CachePlace(ICacheTransport transport, bool isReadOnly, CacheLimits limits, CacheSigningKey? signer, Action<string> log) : IDisposable
{
    /// <summary>No record is longer: 64 MiB name half a million files.</summary>
    private const int RecordBytes = 64 << 20;

    private const int BufferBytes = 1 << 17;
    private static readonly string EmptyDigest = ContentHash.OfBytes([]);
    private readonly ConcurrentDictionary<string, bool> _unusable = new();
    private readonly ConcurrentDictionary<string, bool> _refused = new();
    private readonly CacheLedger _ledger = new(transport.Name, limits.Failures, log);

    /// <summary>Whether this place is to be written.</summary>
    public bool IsWritable => !isReadOnly;

    /// <summary>The place as messages call it.</summary>
    public string Name => transport.Name;

    /// <summary>What this place did so far; hits and misses are the chain's to count.</summary>
    public CacheCounts Counts => _ledger.Counts;

    /// <summary>The record of a key, verified; null when there is none that can be believed.</summary>
    public Task<byte[]?> Find(string key, CancellationToken cancellation) => Reading<byte[]?>($"ac/{key}", null, async patience =>
    {
        if (_refused.ContainsKey(key))
        {
            return null;
        }

        if (await ReadAll($"ac/{key}", RecordBytes, patience) is not { } entry)
        {
            return null;
        }

        if (ActionEntry.Read(entry) is not { } blob)
        {
            return Refuse(key, "is no ActionResult");
        }

        if (blob.Bytes > RecordBytes)
        {
            return Refuse(key, "is too long");
        }

        if (await ReadAll($"cas/{blob.Sha256}", blob.Bytes, patience) is not { } envelope)
        {
            return Missing(blob.Sha256);
        }

        if (ContentHash.OfBytes(envelope) != blob.Sha256)
        {
            return Wrong(blob.Sha256);
        }

        (byte[]? record, string fault) = SignedRecord.Open(envelope, key, signer);
        return record ?? Refuse(key, fault);
    }, cancellation);

    /// <summary>Whether the place says that it has a blob.</summary>
    public Task<bool> Has(CacheBlob blob, CancellationToken cancellation) => Has(blob, isReading: true, cancellation);

    /// <summary>Copies a blob into a file, which appears under its name once its digest was found right.</summary>
    /// <returns>False when the place does not have it, or something else in its place.</returns>
    /// <exception cref="IOException">The local file cannot be written: no fault of the cache.</exception>
    public async Task<bool> Fetch(CacheFile file, CancellationToken cancellation)
    {
        if (!file.Blob.IsValid || _unusable.ContainsKey(file.Blob.Sha256) || !_ledger.IsRead)
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        string draft = $"{file.Path}.{Environment.ProcessId}.fetched";
        try
        {
            bool isSound;
            await using (var target = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
            {
                isSound = IsEmpty(file.Blob) || await Reading($"cas/{file.Blob.Sha256}", false, patience => Copy(file.Blob, target, patience), cancellation);
            }

            if (isSound)
            {
                File.Move(draft, file.Path, overwrite: true);
                _ledger.Add(new CacheCounts { BytesRead = file.Blob.Bytes });
            }

            return isSound;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Makes the place hold a record and its files; leaves alone what it has. Does nothing at a read-only place.</summary>
    /// <param name="key">The record's key.</param>
    /// <param name="record">The record.</param>
    /// <param name="files">What the record names.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    public async Task Publish(string key, byte[] record, IReadOnlyList<CacheFile> files, CancellationToken cancellation)
    {
        if (isReadOnly || (_ledger.IsWritten && await IsThere(key, files, cancellation)))
        {
            return;
        }

        int unsaved = 0;
        await Parallel.ForEachAsync(
            files.DistinctBy(file => file.Blob.Sha256),
            new ParallelOptions { MaxDegreeOfParallelism = limits.Parallel, CancellationToken = cancellation },
            async (file, token) =>
            {
                if (Volatile.Read(ref unsaved) == 0 && !await Put(file, token))
                {
                    Interlocked.Increment(ref unsaved);
                }
            });
        bool isSaved = unsaved == 0 && await Save(key, record, files.Select(file => file.Blob).Distinct(), cancellation);
        _ledger.Add(isSaved ? new CacheCounts { Saved = 1 } : new CacheCounts { Unsaved = 1 });
    }

    /// <summary>Replaces a record that grows. Another run's growth at the same time may be lost.</summary>
    /// <param name="key">The record's key.</param>
    /// <param name="grow">Given the record or null, the one to store in its place, or null to leave it.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    public async Task Grow(string key, Func<byte[]?, byte[]?> grow, CancellationToken cancellation)
    {
        if (!isReadOnly && grow(await Find(key, cancellation)) is { } record && !await Save(key, record, [], cancellation))
        {
            _ledger.Add(new CacheCounts { Unsaved = 1 });
        }
    }

    /// <inheritdoc/>
    public void Dispose() => transport.Dispose();

    private static bool IsEmpty(CacheBlob blob) => blob.Bytes == 0 && blob.Sha256 == EmptyDigest;

    /// <summary>Whether there is a record that we would believe, and no file of it was found missing or wrong in this run.</summary>
    private async Task<bool> IsThere(string key, IReadOnlyList<CacheFile> files, CancellationToken cancellation) =>
        !files.Any(file => _unusable.ContainsKey(file.Blob.Sha256)) && await Find(key, cancellation) is not null;

    private async Task<bool> Save(string key, byte[] record, IEnumerable<CacheBlob> blobs, CancellationToken cancellation)
    {
        byte[] envelope = SignedRecord.Seal(key, record, signer);
        var blob = new CacheBlob(ContentHash.OfBytes(envelope), envelope.Length);
        bool isSaved = await Put($"cas/{blob.Sha256}", new MemoryStream(envelope), cancellation)
            && await Put($"ac/{key}", new MemoryStream(ActionEntry.Write(blob, blobs)), cancellation);
        if (isSaved)
        {
            _refused.TryRemove(key, out _);
        }

        return isSaved;
    }

    private async Task<bool> Put(CacheFile file, CancellationToken cancellation)
    {
        // As other clients of such caches do, nothing is kept for the empty file.
        if (IsEmpty(file.Blob) || (!_unusable.ContainsKey(file.Blob.Sha256) && await Has(file.Blob, isReading: false, cancellation)))
        {
            return true;
        }

        if (!_ledger.IsWritten)
        {
            return false;
        }

        try
        {
            await using var content = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous);
            string digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
            if (digest == file.Blob.Sha256 && content.Length == file.Blob.Bytes)
            {
                content.Position = 0;
                return await Put($"cas/{digest}", content, cancellation) && Usable(digest);
            }

            _ledger.Say("changed", $"{file.Path} no longer has the content that its record names, so it is not saved");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _ledger.Say("unreadable", $"{file.Path} cannot be read, so it is not saved: {exception.Message}");
        }

        return false;
    }

    private Task<bool> Put(string name, Stream content, CancellationToken cancellation) => Writing(name, async patience =>
    {
        await using var patient = new PatientStream(content, patience);
        long bytes = content.Length;
        await CacheTransfer.Ask(
            async () =>
            {
                await transport.Write(name, patient, patience.Token);
                return true;
            },
            patience);
        _ledger.Add(new CacheCounts { BytesWritten = bytes });
        return true;
    }, cancellation);

    private Task<bool> Has(CacheBlob blob, bool isReading, CancellationToken cancellation)
    {
        string name = $"cas/{blob.Sha256}";
        return !blob.IsValid ? Task.FromResult(false)
            : IsEmpty(blob) ? Task.FromResult(true)
            : isReading ? Reading(name, false, patience => CacheTransfer.Ask(() => transport.Has(name, blob.Bytes, patience.Token), patience), cancellation)
            : Writing(name, patience => CacheTransfer.Ask(() => transport.Has(name, blob.Bytes, patience.Token), patience), cancellation);
    }

    /// <summary>All bytes of a small object; null when it is absent; none when it is longer than expected, which no reader takes for anything.</summary>
    private async Task<byte[]?> ReadAll(string name, long most, Patience patience)
    {
        await using Stream? source = await CacheTransfer.Ask(() => transport.Read(name, patience.Token), patience);
        if (source is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        return await CacheTransfer.Copy(source, bytes, most, patience) is null ? [] : bytes.ToArray();
    }

    private async Task<bool> Copy(CacheBlob blob, FileStream target, Patience patience)
    {
        await using Stream? source = await CacheTransfer.Ask(() => transport.Read($"cas/{blob.Sha256}", patience.Token), patience);
        if (source is null)
        {
            // Another place of the chain may have it, so this is not yet worth a word.
            _unusable[blob.Sha256] = true;
            return false;
        }

        if (await CacheTransfer.Copy(source, target, blob.Bytes, patience) != blob.Sha256)
        {
            Wrong(blob.Sha256);
            return false;
        }

        return true;
    }

    private async Task<T> Reading<T>(string name, T otherwise, Func<Patience, Task<T>> action, CancellationToken cancellation)
    {
        if (!_ledger.IsRead)
        {
            return otherwise;
        }

        using var patience = new Patience(limits, cancellation);
        try
        {
            return await action(patience);
        }
        catch (CacheFaultException fault)
        {
            _ledger.ReadFailed(name, fault.Message);
            return otherwise;
        }
    }

    private async Task<bool> Writing(string name, Func<Patience, Task<bool>> action, CancellationToken cancellation)
    {
        if (!_ledger.IsWritten)
        {
            return false;
        }

        using var patience = new Patience(limits, cancellation);
        try
        {
            return await action(patience);
        }
        catch (CacheFaultException fault)
        {
            _ledger.WriteFailed(name, fault.Message);
            return false;
        }
    }

    private bool Usable(string digest)
    {
        _unusable.TryRemove(digest, out _);
        return true;
    }

    private byte[]? Missing(string digest)
    {
        _unusable[digest] = true;
        _ledger.Add(new CacheCounts { MissingObjects = 1 });
        _ledger.Say("missing", $"an object that a record names is missing ({digest[..12]}…)");
        return null;
    }

    private byte[]? Wrong(string digest)
    {
        _unusable[digest] = true;
        _ledger.Add(new CacheCounts { WrongObjects = 1 });
        _ledger.Say("wrong", $"an object does not have the content that its name promises ({digest[..12]}…), and is not used");
        return null;
    }

    private byte[]? Refuse(string key, string fault)
    {
        _refused[key] = true;
        _ledger.Add(new CacheCounts { RefusedRecords = 1 });
        _ledger.Say(fault, $"a record {fault}, and is not used");
        return null;
    }
}
