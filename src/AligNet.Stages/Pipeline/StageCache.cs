using System.IO;
using System.Text;
using AligNet.Artifacts;
using AligNet.Artifacts.Caching;

namespace AligNet.Pipeline;

/// <summary>What nodes ask of caches: the artifact of a key, and what earlier runs of a stage read.</summary>
/// <param name="caches">The caches, in order.</param>
public sealed class StageCache(CacheChain caches)
{
    /// <summary>Whether there is no cache.</summary>
    internal bool IsEmpty => caches.IsEmpty;

    /// <summary>The first artifact of a key that a cache says it has whole, without fetching it; null when there is none.</summary>
    internal Manifest? Find(StageNode node, StageKey key, CancellationToken cancellation) => caches.IsEmpty
        ? null
        : Candidates(node, key, cancellation).FirstOrDefault(manifest => caches.Has([.. FilesOf(manifest).Select(Blob)], cancellation));

    /// <summary>Copies the artifact of a key into a draft: every file has the digest that its record says, every output the values.</summary>
    /// <param name="node">The node.</param>
    /// <param name="key">Its key.</param>
    /// <param name="draft">Where the files go.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    /// <returns>Its manifest, or null when no cache gave all of it.</returns>
    internal Manifest? Restore(StageNode node, StageKey key, ArtifactDraft draft, CancellationToken cancellation)
    {
        foreach (Manifest manifest in Candidates(node, key, cancellation))
        {
            CacheFile[] files = [.. FilesOf(manifest).Select(file => new CacheFile(Blob(file), Path.GetFullPath(Path.Combine(draft.Folder, file.Path))))];
            if (caches.Fetch(files, cancellation).Count == 0 && manifest.Outputs.All(output => ArtifactStore.Describe(draft, output.Name, output.Rows, output.Schema).Digest == output.Digest))
            {
                return manifest;
            }

            Directory.Delete(draft.Folder, recursive: true);
            Directory.CreateDirectory(draft.Folder);
        }

        return null;
    }

    /// <summary>Adds an artifact, and what its run read, to the caches that are written and lack it.</summary>
    internal void Add(StageKey key, Manifest manifest, string folder, CancellationToken cancellation)
    {
        if (!caches.IsWritable)
        {
            return;
        }

        caches.Publish(
            manifest.Fingerprint, Encoding.UTF8.GetBytes(manifest.ToJson()), [.. FilesOf(manifest).Select(file => new CacheFile(Blob(file), Path.Combine(folder, file.Path)))], cancellation);
        string[] leaves = [.. manifest.Leaves.Keys];
        caches.Grow(ReadsKey(key), record =>
        {
            string[][] known = record is null ? [] : ReadSetJson.Parse(record);
            return known.Any(leaves.SequenceEqual) ? null : Encoding.UTF8.GetBytes(ReadSetJson.Text(known.Append(leaves).TakeLast(ArtifactStore.MostReadSets)));
        }, cancellation);
    }

    /// <summary>The records of a key that answer it, the newest reads first. What a record says is checked here before anything is done with it.</summary>
    private IEnumerable<Manifest> Candidates(StageNode node, StageKey key, CancellationToken cancellation)
    {
        string[] fingerprints =
        [
            .. caches.Records(ReadsKey(key), cancellation).SelectMany(record => ReadSetJson.Parse(record).Reverse()).Select(key.FingerprintOf).Distinct(),
        ];
        foreach ((string fingerprint, byte[] record) in caches.Candidates(fingerprints, cancellation))
        {
            if (Manifest.FromJson(record) is { } manifest && manifest.Fingerprint == fingerprint && key.FingerprintOf(manifest.Leaves.Keys) == fingerprint
                && manifest.Stage == node.Stage.Name && manifest.Outputs.Select(output => output.Name).Order(StringComparer.Ordinal).SequenceEqual(node.Stage.Outputs.Order(StringComparer.Ordinal))
                && FilesOf(manifest).All(IsInside))
            {
                yield return manifest;
            }
        }
    }

    private static bool IsInside(ManifestFile file)
    {
        string folder = Path.GetFullPath("/draft");
        return Blob(file).IsValid && file.Path.Length > 0 && Path.GetFullPath(Path.Combine(folder, file.Path)).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private static CacheBlob Blob(ManifestFile file) => new(file.Sha256, file.Bytes);

    private static IEnumerable<ManifestFile> FilesOf(Manifest manifest) => manifest.Outputs.SelectMany(output => output.Files);

    private static string ReadsKey(StageKey key) => new Fingerprint().Add("reads", key.Base).ToString();
}
