using System.IO;

namespace AligNet.Artifacts;

/// <summary>An artifact being made: a private folder beside its future place. Disposing it unpublished removes the folder.</summary>
public sealed class ArtifactDraft : IDisposable
{
    internal ArtifactDraft(string stage, string fingerprint, string folder, string checkpointFolder)
    {
        (Stage, Fingerprint, Folder, CheckpointFolder) = (stage, fingerprint, folder, checkpointFolder);
        Directory.CreateDirectory(folder);
    }

    /// <summary>The stage.</summary>
    public string Stage { get; }

    /// <summary>The full fingerprint.</summary>
    public string Fingerprint { get; }

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
