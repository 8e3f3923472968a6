using System.Collections.Concurrent;
using System.IO;
using System.Text;
using AligNet.Artifacts;
using AligNet.Artifacts.Caching;

namespace AligNet.Tests.Artifacts.Caching;

/// <summary>A folder with an artifact to publish, chains under small limits, and all that they said.</summary>
public sealed class CacheBench : IDisposable
{
    public static readonly string Key = ContentHash.OfBytes("a key"u8);

    public static readonly byte[] Record = "{\"stage\": \"cluster\"}"u8.ToArray();

    private readonly TemporaryFolder _folder = new();

    public CacheBench()
    {
        Files =
        [
            Write("assignments.parquet", string.Concat(Enumerable.Range(0, 5000).Select(row => $"{row},"))),
            Write("part/centroids.arrow", "centroids"),
            Write("part/empty.txt", ""),
        ];
    }

    /// <summary>The artifact's files.</summary>
    public IReadOnlyList<CacheFile> Files { get; }

    public S3Settings S3 { get; set; } = new();

    public ConcurrentQueue<string> Log { get; } = new();

    public string AllLog => string.Join('\n', Log);

    /// <summary>Limits that no sound place meets, however busy the machine; of the chains that are made from now on.</summary>
    public CacheLimits Limits { get; set; } = new() { Connect = TimeSpan.FromMinutes(1), Idle = TimeSpan.FromMinutes(1), Total = TimeSpan.FromMinutes(2), Failures = 3, Parallel = 4 };

    /// <summary>Small limits, for places that stall: each stall costs a fifth of a second.</summary>
    public CacheLimits BriefLimits => Limits with { Idle = TimeSpan.FromSeconds(0.2), Total = TimeSpan.FromSeconds(5) };

    public string this[string name] => _folder[name];

    public CacheChain Chain(params string[] places) => Chain(null, places);

    public CacheChain Chain(CacheSigningKey? signer, params string[] places) =>
        new([.. places.Select(place => CacheLocation.Parse(place, _folder.Path))], Limits, S3, signer, Log.Enqueue);

    /// <summary>Publishes the artifact with a chain of its own.</summary>
    public CacheCounts Publish(string place, CacheSigningKey? signer = null)
    {
        using CacheChain chain = Chain(signer, place);
        Publish(chain);
        return chain.Counts;
    }

    public void Publish(CacheChain chain) => chain.Publish(Key, Record, Files, TestContext.Current.CancellationToken);

    public byte[]? Find(CacheChain chain) => chain.Find(Key, TestContext.Current.CancellationToken);

    /// <summary>Restores the artifact as a runner would: a record, then all its files, verified once more here.</summary>
    /// <returns>Whether it is there, whole; false is a miss.</returns>
    public bool Restore(CacheChain chain)
    {
        string target = _folder["restored"];
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        foreach ((_, byte[] record) in chain.Candidates([Key], TestContext.Current.CancellationToken))
        {
            Assert.Equal(Record, record);
            CacheFile[] wanted = [.. Files.Select(file => file with { Path = Path.Combine(target, Path.GetFileName(file.Path)) })];
            IReadOnlyList<CacheFile> missing = chain.Fetch(wanted, TestContext.Current.CancellationToken);

            // Whatever the cache did: each file is there with its content, or is not there, and nothing else is.
            Assert.All(wanted.Except(missing), file => Assert.Equal(file.Blob.Sha256, ContentHash.OfFile(file.Path)));
            Assert.Equal(wanted.Except(missing).Select(file => file.Path).Order(), Directory.GetFiles(target).Order());
            if (missing.Count == 0)
            {
                return true;
            }
        }

        return false;
    }

    public CacheFile Write(string name, string text)
    {
        string path = _folder[Path.Combine("artifact", name)];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        File.WriteAllBytes(path, bytes);
        return new CacheFile(new CacheBlob(ContentHash.OfBytes(bytes), bytes.Length), path);
    }

    public static CacheSigningKey Signer(string letter = "k") => new(string.Concat(Enumerable.Repeat(letter, 40)), "test");

    public void Dispose() => _folder.Dispose();
}
