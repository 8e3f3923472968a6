using System.IO;
using AligNet.Domain;

namespace AligNet.Artifacts;

/// <summary>A second store that runs read from and fill: another disk, or the folder a CI service keeps between jobs.</summary>
/// <remarks><c>records/fingerprint.json</c> says what an artifact holds, <c>objects/ab/abcd…</c> holds each file once under its SHA-256.
/// Objects are verified while they are copied in; whatever is missing, torn or wrong counts as absent and costs a rebuild.</remarks>
public sealed class CacheFolder
{
    private readonly string _root;

    /// <summary>Opens, and creates if need be, the folder.</summary>
    /// <exception cref="OptionsException">The folder cannot be created.</exception>
    public CacheFolder(string root)
    {
        _root = Path.GetFullPath(root);
        try
        {
            Directory.CreateDirectory(_root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OptionsException($"--cache={root}: the folder cannot be created ({exception.Message}). Name a folder you can write to.", exception);
        }
    }

    /// <summary>What the cache says an artifact holds, or null.</summary>
    public Manifest? Record(string fingerprint)
    {
        string path = RecordPath(fingerprint);
        return File.Exists(path) && Manifest.FromJson(File.ReadAllText(path)) is { } manifest && manifest.Fingerprint == fingerprint ? manifest : null;
    }

    /// <summary>What runs have read, by what is fixed before a run.</summary>
    public IReadOnlyList<string[]> ReadSets(string keyBase) => File.Exists(ReadsPath(keyBase)) ? ReadSetJson.Parse(File.ReadAllText(ReadsPath(keyBase))) : [];

    /// <summary>Adds what runs have read.</summary>
    public void AddReadSets(string keyBase, IEnumerable<string[]> sets)
    {
        List<string[]> known = [.. ReadSets(keyBase)];
        int before = known.Count;
        known.AddRange(sets.Where(set => !known.Any(set.SequenceEqual)).ToArray());
        if (known.Count > before)
        {
            DurableFiles.WriteText(ReadsPath(keyBase), ReadSetJson.Text(known.TakeLast(ArtifactStore.MostReadSets)));
        }
    }

    /// <summary>Copies an artifact's files into a draft, verifying each.</summary>
    /// <param name="manifest">What <see cref="Record"/> gave.</param>
    /// <param name="draft">Where the files go.</param>
    /// <param name="fault">What was missing or wrong when the result is false.</param>
    public bool TryRestore(Manifest manifest, ArtifactDraft draft, out string? fault)
    {
        string inside = draft.Folder + Path.DirectorySeparatorChar;
        foreach (ManifestFile file in manifest.Outputs.SelectMany(output => output.Files))
        {
            string target = Path.GetFullPath(Path.Combine(draft.Folder, file.Path));
            string source = ObjectPath(file.Sha256);
            if (!target.StartsWith(inside, StringComparison.Ordinal))
            {
                fault = $"its record names a file outside the artifact: {file.Path}";
                return false;
            }

            if (!File.Exists(source))
            {
                fault = $"object {file.Sha256[..12]}… ({file.Path}) is missing";
                return false;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target, overwrite: true);
            if (ContentHash.OfFile(target) != file.Sha256)
            {
                fault = $"object {file.Sha256[..12]}… ({file.Path}) does not have the content its name promises";
                return false;
            }
        }

        fault = null;
        return true;
    }

    /// <summary>Adds an artifact; what is there already is left alone.</summary>
    public void Add(Manifest manifest, string folder)
    {
        if (File.Exists(RecordPath(manifest.Fingerprint)))
        {
            return;
        }

        foreach (ManifestFile file in manifest.Outputs.SelectMany(output => output.Files))
        {
            string target = ObjectPath(file.Sha256);
            if (File.Exists(target) && new FileInfo(target).Length == file.Bytes)
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            string temporary = $"{target}.{Environment.ProcessId}.tmp";
            File.Copy(Path.Combine(folder, file.Path), temporary, overwrite: true);
            File.Move(temporary, target, overwrite: true);
        }

        DurableFiles.WriteText(RecordPath(manifest.Fingerprint), manifest.ToJson());
    }

    private string ReadsPath(string keyBase) => Path.Combine(_root, "reads", keyBase + ".json");

    private string RecordPath(string fingerprint) => Path.Combine(_root, "records", fingerprint + ".json");

    private string ObjectPath(string digest) => Path.Combine(_root, "objects", digest[..2], digest);
}
