using System.IO;
using AligNet.Artifacts;

namespace AligNet.Pipeline;

/// <summary>A sound artifact in the store.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="Manifest">What it is.</param>
public sealed record ArtifactLocation(string Folder, Manifest Manifest)
{
    /// <summary>Full paths of its files.</summary>
    public IReadOnlyList<string> Files => [.. Manifest.Outputs.SelectMany(output => output.Files).Select(file => Path.Combine(Folder, file.Path))];
}
