using System.IO;

namespace AligNet.Artifacts;

/// <summary>An artifact being made: a private folder beside its future place. Disposing it unpublished removes the folder.</summary>
public sealed class ArtifactDraft : IDisposable
{
    internal ArtifactDraft(string stage, string key, string folder, string checkpointFolder)
    {
        (Stage, Key, Folder, CheckpointFolder) = (stage, key, folder, checkpointFolder);
        Directory.CreateDirectory(folder);
    }

    /// <summary>The stage.</summary>
    public string Stage { get; }

    /// <summary>Digest of all that the run could read; its fingerprint is not known before its end.</summary>
    public string Key { get; }

    /// <summary>Where outputs are written.</summary>
    public string Folder { get; }

    /// <summary>A folder that outlives a killed run and is removed on publishing; not created until a stage does so.</summary>
    public string CheckpointFolder { get; }

    internal bool Published { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Published && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
