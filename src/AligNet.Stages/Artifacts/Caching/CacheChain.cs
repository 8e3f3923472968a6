namespace AligNet.Artifacts.Caching;

/// <summary>Caches in the order in which they are asked. A record is believed when it answers the key and, with a signing key, is signed with it;
/// content is believed when it has the digest that was asked for. All else (errors, time-outs, lies, gaps) counts as absent.</summary>
/// <remarks>Members are safe to call from several threads. They throw for local files that cannot be written, never for what a cache did.</remarks>
public sealed class CacheChain : IDisposable
{
    private readonly IReadOnlyList<CachePlace> _places;
    private readonly CacheLimits _limits;
    private int _hits;
    private int _misses;
    private int _missingObjects;

    /// <summary>Opens a chain; no place is asked anything yet.</summary>
    /// <param name="locations">The places, nearest first.</param>
    /// <param name="limits">How long to wait, how often to try.</param>
    /// <param name="s3">Where <c>s3://</c> places are served.</param>
    /// <param name="signer">Key that records are signed with and have to be signed with, or null.</param>
    /// <param name="log">Takes one line for each kind of trouble.</param>
    /// <exception cref="Domain.OptionsException">An S3 place without region and endpoint.</exception>
    public CacheChain(IReadOnlyList<CacheLocation> locations, CacheLimits limits, S3Settings s3, CacheSigningKey? signer, Action<string> log)
        : this(
            [
                .. locations.Select(location => new CachePlace(
                    location.Kind switch
                    {
                        CacheKind.Folder => new FolderTransport(location.Folder),
                        CacheKind.Http => new HttpTransport(location, limits),
                        CacheKind.S3 => new S3Transport(location, s3, limits),
                        _ => throw new ArgumentOutOfRangeException(nameof(locations), location.Kind, null),
                    },
                    location.IsReadOnly, limits, signer, log)),
            ],
            limits)
    {
    }

    /// <summary>A chain of places that are open already.</summary>
    internal CacheChain(IReadOnlyList<CachePlace> places, CacheLimits limits) => (_places, _limits) = (places, limits);

    /// <summary>Whether there is no place at all.</summary>
    public bool IsEmpty => _places.Count == 0;

    /// <summary>Whether any place is written.</summary>
    public bool IsWritable => _places.Any(place => place.IsWritable);

    /// <summary>What the chain gave and took so far.</summary>
    public CacheCounts Counts => _places.Aggregate(new CacheCounts { Hits = _hits, Misses = _misses, MissingObjects = _missingObjects }, (sum, place) => sum + place.Counts);

    /// <summary>What each place did so far, in order; hits and misses are those of the whole chain, and 0 here.</summary>
    public IReadOnlyList<(string Name, CacheCounts Counts)> Places => [.. _places.Select(place => (place.Name, place.Counts))];

    /// <summary>The record of a key from the first place that has one to believe; null when none has.</summary>
    /// <param name="key">64 lower-case hexadecimal digits.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    public byte[]? Find(string key, CancellationToken cancellation) => Candidates([key], cancellation).Select(found => found.Record).FirstOrDefault();

    /// <summary>The records of what may be known under several keys, key by key, nearest place first, each asked for when the one before it was of no use:
    /// its files may be gone while another place has all of another run's. Counts as one hit if the caller stops at one, else as one miss.</summary>
    /// <param name="keys">64 lower-case hexadecimal digits each, the likeliest first.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    public IEnumerable<(string Key, byte[] Record)> Candidates(IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        Array.ForEach([.. keys], RequireDigest);
        return Enumerate();

        IEnumerable<(string, byte[])> Enumerate()
        {
            foreach (string key in keys)
            {
                foreach (byte[] record in Records(key, cancellation))
                {
                    Interlocked.Increment(ref _hits);
                    yield return (key, record);
                    Interlocked.Decrement(ref _hits);
                }
            }

            if (!IsEmpty)
            {
                Interlocked.Increment(ref _misses);
            }
        }
    }

    /// <summary>The different records that places have of a key, nearest first, uncounted: for records that grow.</summary>
    /// <param name="key">64 lower-case hexadecimal digits.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    public IEnumerable<byte[]> Records(string key, CancellationToken cancellation)
    {
        RequireDigest(key);
        List<byte[]> given = [];
        foreach (CachePlace place in _places)
        {
            if (Wait(() => place.Find(key, cancellation)) is { } record && !given.Exists(earlier => earlier.AsSpan().SequenceEqual(record)))
            {
                given.Add(record);
                yield return record;
            }
        }
    }

    /// <summary>Whether every blob is in some place, as far as the places say; nothing is read.</summary>
    public bool Has(IReadOnlyList<CacheBlob> blobs, CancellationToken cancellation)
    {
        int missing = 0;
        Wait(() => Each(blobs.Distinct(), async (blob, token) =>
        {
            bool isThere = false;
            foreach (CachePlace place in _places)
            {
                isThere = isThere || (Volatile.Read(ref missing) == 0 && await place.Has(blob, token));
            }

            Interlocked.Add(ref missing, isThere ? 0 : 1);
        }, cancellation));
        return missing == 0;
    }

    /// <summary>Copies blobs into files, several at once, each from the first place that gives the right content. A file appears whole, under its
    /// name, or not at all; folders are made.</summary>
    /// <param name="files">What to fetch and where to; a caller that took the paths from a record has checked that they lie where they may.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    /// <returns>Those that no place gave; empty when all are there.</returns>
    /// <exception cref="System.IO.IOException">A local file cannot be written.</exception>
    public IReadOnlyList<CacheFile> Fetch(IReadOnlyList<CacheFile> files, CancellationToken cancellation)
    {
        bool[] isFetched = new bool[files.Count];
        Wait(() => Each(Enumerable.Range(0, files.Count), async (index, token) =>
        {
            foreach (CachePlace place in _places)
            {
                isFetched[index] = isFetched[index] || await place.Fetch(files[index], token);
            }

            Interlocked.Add(ref _missingObjects, isFetched[index] ? 0 : 1);
        }, cancellation));
        return [.. files.Where((_, index) => !isFetched[index])];
    }

    /// <summary>Adds a record and its files to every place that is to be written and lacks them. Places that refuse are counted as unsaved.</summary>
    /// <param name="key">64 lower-case hexadecimal digits.</param>
    /// <param name="record">The record; holds no secret.</param>
    /// <param name="files">Every file that it names.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    public void Publish(string key, byte[] record, IReadOnlyList<CacheFile> files, CancellationToken cancellation)
    {
        RequireDigest(key);
        if (files.FirstOrDefault(file => !file.Blob.IsValid) is { } faulty)
        {
            throw new ArgumentException($"{faulty.Path}: '{faulty.Blob.Sha256}' with {faulty.Blob.Bytes} bytes is no digest with a size.", nameof(files));
        }

        foreach (CachePlace place in _places)
        {
            Wait(() => place.Publish(key, record, files, cancellation));
        }
    }

    /// <summary>Replaces a record without files that grows from run to run, at every place that is to be written: what earlier runs of a stage read, for
    /// one. What another run adds at the same moment may be lost.</summary>
    /// <param name="key">64 lower-case hexadecimal digits.</param>
    /// <param name="grow">Given a place's record or null, the one to store in its place, or null to leave it.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    public void Grow(string key, Func<byte[]?, byte[]?> grow, CancellationToken cancellation)
    {
        RequireDigest(key);
        foreach (CachePlace place in _places)
        {
            Wait(() => place.Grow(key, grow, cancellation));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (CachePlace place in _places)
        {
            place.Dispose();
        }
    }

    private Task Each<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> action, CancellationToken cancellation) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = _limits.Parallel, CancellationToken = cancellation },
        async (item, token) => await action(item, token));

    private static void RequireDigest(string key)
    {
        if (!CacheBlob.IsDigest(key))
        {
            throw new ArgumentException($"'{key}' is no key: expected 64 lower-case hexadecimal digits.", nameof(key));
        }
    }

    /// <summary>Stages are not asynchronous. The work runs on the pool's threads, whatever context the caller has.</summary>
    private static void Wait(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();

    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
