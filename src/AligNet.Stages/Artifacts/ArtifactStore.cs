using System.IO;
using AligNet.Domain;

namespace AligNet.Artifacts;

/// <summary>The content-addressed store: one folder per artifact at <c>stage/first 12 hex of the fingerprint</c>, published whole or not at all.</summary>
/// <remarks>
/// <code>
/// artifacts/cluster/3f5a…/           outputs and manifest.json
///           cluster/.making-3f5a…-N  a draft of process N; removed by the next run of that fingerprint
///           .records/3f5a….json      the manifest again: says what an artifact holds even after its folder was deleted
///           .reads/77d0….json        what runs of a stage have read, by what is fixed before a run: each a list of leaves
///           .current/simulated/…     fingerprint of what each node of the graph gave last under a profile, to explain reruns
///           .shards/embed-images/    parts of artifacts, by what they were made from
///           .slurm/                  logs of jobs
///           .code/                   what the code of each stage was
///           .locks/ .checkpoints/ .damaged/ .stat-cache
/// </code>
/// A reader sees an artifact only after its files are on disk and its folder was renamed into place. Every read checks sizes and
/// content (through the stat cache, so that unchanged files are not read); a damaged artifact is set aside, never used.
/// </remarks>
public sealed class ArtifactStore
{
    /// <summary>How many sets of leaves are remembered for a stage and its code.</summary>
    public const int MostReadSets = 64;

    private const string ManifestName = "manifest.json";
    private readonly StatCache _stats;

    /// <summary>Opens, and creates if need be, the store in a folder.</summary>
    public ArtifactStore(string root, StatCache stats)
    {
        Root = Path.GetFullPath(root);
        _stats = stats;
        Directory.CreateDirectory(Root);
    }

    /// <summary>The store's folder.</summary>
    public string Root { get; }

    /// <summary>Where the artifact of a fingerprint lies or would lie.</summary>
    public string FolderOf(string stage, string fingerprint) => Path.Combine(Root, stage, fingerprint[..12]);

    /// <summary>The shards of a stage.</summary>
    public ShardStore ShardsOf(string stage) => new(Path.Combine(Root, ".shards", stage));

    /// <summary>Finds a sound artifact.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="fingerprint">The full fingerprint.</param>
    /// <param name="rehash">Whether to read every byte again instead of trusting the stat cache.</param>
    /// <param name="onDamage">Told what was wrong and where the artifact was set aside.</param>
    /// <param name="change">Whether a damaged artifact is set aside, and the manifest of one whose tables were written anew is renewed; a plan changes
    /// nothing.</param>
    /// <returns>Its manifest, or null when there is none or it was damaged.</returns>
    public Manifest? Find(string stage, string fingerprint, bool rehash, Action<string> onDamage, bool change = true)
    {
        string folder = FolderOf(stage, fingerprint);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        string manifestPath = Path.Combine(folder, ManifestName);
        Manifest? manifest = File.Exists(manifestPath) ? Manifest.FromJson(File.ReadAllBytes(manifestPath)) : null;
        string? fault = manifest is null ? $"{ManifestName} is missing or unreadable"
            : manifest.Fingerprint != fingerprint ? $"{ManifestName} belongs to fingerprint {manifest.Fingerprint}"
            : manifest.Outputs.Select(output => Fault(folder, output, rehash)).FirstOrDefault(found => found is not null);
        if (fault is not null && manifest?.Fingerprint == fingerprint && Reencoded(folder, manifest, rehash) is { } renewed)
        {
            if (change)
            {
                DurableFiles.WriteText(manifestPath, renewed.ToJson());
            }

            return renewed;
        }

        if (fault is null)
        {
            return manifest;
        }

        onDamage(change
            ? $"{stage}/{fingerprint[..12]} is damaged: {fault}. It was set aside in {SetAside(stage, fingerprint)} and is made again."
            : $"{stage}/{fingerprint[..12]} is damaged: {fault}.");
        return null;
    }

    /// <summary>What an artifact held, by its fingerprint, even if its folder is gone; null when it was never made here.</summary>
    public Manifest? Record(string fingerprint)
    {
        string path = RecordPath(fingerprint);
        return File.Exists(path) && Manifest.FromJson(File.ReadAllBytes(path)) is { } manifest && manifest.Fingerprint == fingerprint ? manifest : null;
    }

    /// <summary>What runs have read, newest last: each a list of leaves of their keys.</summary>
    /// <param name="keyBase">What is fixed before a run.</param>
    public IReadOnlyList<string[]> ReadSets(string keyBase)
    {
        string path = ReadsPath(keyBase);
        return File.Exists(path) ? ReadSetJson.Parse(File.ReadAllBytes(path)) : [];
    }

    /// <summary>Adds sets of leaves to those that runs have read. The newest <see cref="MostReadSets"/> are kept: forgetting one costs a run, no more.</summary>
    public void AddReadSets(string keyBase, IEnumerable<string[]> sets)
    {
        using IDisposable held = FingerprintLock.Acquire(Path.Combine(Root, ".locks", "reads-" + keyBase[..12]), () => { }, CancellationToken.None);
        List<string[]> known = [.. ReadSets(keyBase)];
        int before = known.Count;
        known.AddRange(sets.Where(set => !known.Any(set.SequenceEqual)).ToArray());
        if (known.Count > before)
        {
            DurableFiles.WriteText(ReadsPath(keyBase), ReadSetJson.Text(known.TakeLast(MostReadSets)));
        }
    }

    /// <summary>The record of what a node of the graph gave last under a profile, or null.</summary>
    public Manifest? LastOf(string profile, string node) => LastFingerprint(profile, node) is { Length: > 0 } fingerprint ? Record(fingerprint) : null;

    /// <summary>Notes that a node of the graph now gives this artifact under a profile.</summary>
    public void SetLast(string profile, string node, Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (LastFingerprint(profile, node) != manifest.Fingerprint)
        {
            DurableFiles.WriteText(LastPath(profile, node), manifest.Fingerprint);
        }
    }

    /// <summary>Notes that a run used an artifact, once a day at most: the time of its manifest is what collection goes by.</summary>
    /// <param name="folder">The artifact's folder.</param>
    /// <param name="now">The time.</param>
    public static void MarkUsed(string folder, DateTimeOffset now)
    {
        string manifest = Path.Combine(folder, ManifestName);
        if (now - File.GetLastWriteTimeUtc(manifest) < TimeSpan.FromDays(1))
        {
            return;
        }

        try
        {
            File.SetLastWriteTimeUtc(manifest, now.UtcDateTime);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be written can be used all the same, and is not collected either.
        }
    }

    /// <summary>Takes the lock of a fingerprint, waiting for another run that holds it.</summary>
    public IDisposable Lock(string fingerprint, Action onWait, CancellationToken cancellation) =>
        FingerprintLock.Acquire(Path.Combine(Root, ".locks", fingerprint[..Math.Min(fingerprint.Length, 24)]), onWait, cancellation);

    /// <summary>Starts an artifact, removing what a killed run left of it (but keeping its checkpoint). Hold the key's lock.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="key">Digest of all that the run can read.</param>
    public ArtifactDraft Begin(string stage, string key)
    {
        string parent = Path.Combine(Root, stage);
        Directory.CreateDirectory(parent);
        foreach (string left in Directory.GetDirectories(parent, $".making-{key[..12]}-*").Where(Directory.Exists))
        {
            Directory.Delete(left, recursive: true);
        }

        return new ArtifactDraft(
            stage,
            key,
            Path.Combine(parent, $".making-{key[..12]}-{Environment.ProcessId}"),
            Path.Combine(Root, ".checkpoints", stage, key[..12]));
    }

    /// <summary>Describes what lies in a draft under an output's name: a file, or a folder and everything below it.</summary>
    /// <exception cref="ArtifactException">The stage did not write it.</exception>
    public static ManifestOutput Describe(ArtifactDraft draft, string name, long? rows, string? schema)
    {
        string path = Path.Combine(draft.Folder, name);
        if (File.Exists(path))
        {
            var file = new ManifestFile(name, new FileInfo(path).Length, ContentHash.OfFile(path));
            SortedDictionary<string, string>? columns = LogicalDigest.Covers(name) ? LogicalDigest.OfColumns(path) : null;
            return new ManifestOutput(name, columns is null ? file.Sha256 : LogicalDigest.OfAll(columns), rows, schema, columns, [file]);
        }

        if (!Directory.Exists(path))
        {
            throw new ArtifactException($"Stage '{draft.Stage}' ended without writing its output '{name}'. This is a fault of the stage; please report it.");
        }

        ManifestFile[] files =
        [
            .. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Select(file => (Path: file, Relative: Path.GetRelativePath(draft.Folder, file).Replace('\\', '/')))
                .OrderBy(file => file.Relative, StringComparer.Ordinal)
                .Select(file => new ManifestFile(file.Relative, new FileInfo(file.Path).Length, ContentHash.OfFile(file.Path))),
        ];
        SortedDictionary<string, string>? values = LogicalDigest.Covers(name) ? LogicalDigest.OfColumns(path) : null;
        return new ManifestOutput(
            name, values is null ? ContentHash.OfSet(files.Select(file => (file.Path, file.Sha256))) : LogicalDigest.OfAll(values), rows, schema, values, files);
    }

    /// <summary>Publishes a draft: flushes its files, writes the manifest last, renames the folder into place and records it. Where another run
    /// published the same fingerprint meanwhile, its artifact stays.</summary>
    public void Publish(ArtifactDraft draft, Manifest manifest)
    {
        using IDisposable held = Lock("publish-" + manifest.Fingerprint, () => { }, CancellationToken.None);
        string folder = FolderOf(draft.Stage, manifest.Fingerprint);
        if (Find(draft.Stage, manifest.Fingerprint, rehash: false, _ => { }) is not null)
        {
            DurableFiles.WriteText(RecordPath(manifest.Fingerprint), manifest.ToJson());
            return;
        }

        foreach (ManifestFile file in manifest.Outputs.SelectMany(output => output.Files))
        {
            DurableFiles.FlushFile(Path.Combine(draft.Folder, file.Path));
        }

        DurableFiles.WriteText(Path.Combine(draft.Folder, ManifestName), manifest.ToJson());
        MoveIntoPlace(draft, manifest.Fingerprint);
        DurableFiles.FlushFolder(Path.GetDirectoryName(folder)!);
        DurableFiles.WriteText(RecordPath(manifest.Fingerprint), manifest.ToJson());
        foreach (ManifestFile file in manifest.Outputs.SelectMany(output => output.Files))
        {
            _stats.Remember(Path.Combine(folder, file.Path), file.Sha256);
        }

        if (Directory.Exists(draft.CheckpointFolder))
        {
            Directory.Delete(draft.CheckpointFolder, recursive: true);
        }
    }

    private string LastPath(string profile, string node) => Path.Combine(Root, ".current", Path.GetFileNameWithoutExtension(profile), node);

    private string? LastFingerprint(string profile, string node)
    {
        string path = LastPath(profile, node);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private string RecordPath(string fingerprint) => Path.Combine(Root, ".records", fingerprint + ".json");

    private string ReadsPath(string keyBase) => Path.Combine(Root, ".reads", keyBase + ".json");

    private string? Fault(string folder, ManifestOutput output, bool rehash) =>
        output.Files.Select(file => Fault(folder, file, rehash)).FirstOrDefault(found => found is not null);

    /// <summary>The manifest of an artifact whose tables were written anew with the same values (another codec, a newer writer), and whose other
    /// files are sound; else null.</summary>
    private Manifest? Reencoded(string folder, Manifest manifest, bool rehash)
    {
        List<ManifestOutput> outputs = [];
        foreach (ManifestOutput output in manifest.Outputs)
        {
            if (Fault(folder, output, rehash) is null)
            {
                outputs.Add(output);
                continue;
            }

            try
            {
                if (output.Columns is null || output.Files.Any(file => !File.Exists(Path.Combine(folder, file.Path)))
                    || LogicalDigest.OfAll(LogicalDigest.OfColumns(Path.Combine(folder, output.Name))) != output.Digest)
                {
                    return null;
                }

                outputs.Add(output with
                {
                    Files = [.. output.Files.Select(file => Path.Combine(folder, file.Path) is var path
                        ? new ManifestFile(file.Path, new FileInfo(path).Length, ContentHash.OfFile(path)) : file)],
                });
            }
            catch (Exception unreadable) when (unreadable is ArtifactException or IOException)
            {
                return null;
            }
        }

        return manifest with { Outputs = outputs };
    }

    private string? Fault(string folder, ManifestFile file, bool rehash)
    {
        string path = Path.Combine(folder, file.Path);
        if (FileStamp.Of(path) is not { } stamp)
        {
            return $"{file.Path} is missing";
        }

        if (stamp.Size != file.Bytes)
        {
            return $"{file.Path} has {stamp.Size} bytes, its manifest says {file.Bytes}";
        }

        string digest = rehash ? ContentHash.OfFile(path) : _stats.Hash(path, stamp);
        return digest == file.Sha256 ? null : $"{file.Path} has SHA-256 {digest[..12]}…, its manifest says {file.Sha256[..12]}…";
    }

    private string SetAside(string stage, string fingerprint)
    {
        string parent = Path.Combine(Root, ".damaged");
        Directory.CreateDirectory(parent);
        string target;
        int number = 0;
        do
        {
            target = Path.Combine(parent, $"{stage}-{fingerprint[..12]}-{++number}");
        }
        while (Directory.Exists(target));

        try
        {
            Directory.Move(FolderOf(stage, fingerprint), target);
        }
        catch (IOException) when (Directory.Exists(FolderOf(stage, fingerprint)))
        {
            // The stage's folder may be a link to another disk, and nothing is ever copied from one to the other: then it stays on its own.
            target = Path.Combine(Root, stage, $".damaged-{Path.GetFileName(target)}");
            Directory.Move(FolderOf(stage, fingerprint), target);
        }

        return target;
    }

    /// <summary>Renames a draft into place. On a file system of the network a folder may lie there that was not to be seen a moment ago.</summary>
    private void MoveIntoPlace(ArtifactDraft draft, string fingerprint)
    {
        string folder = FolderOf(draft.Stage, fingerprint);
        try
        {
            Directory.Move(draft.Folder, folder);
        }
        catch (IOException) when (Directory.Exists(folder) && Directory.Exists(draft.Folder))
        {
            if (Find(draft.Stage, fingerprint, rehash: false, _ => { }) is not null)
            {
                return;
            }

            Directory.Move(draft.Folder, folder);
        }

        draft.Published = true;
    }
}
