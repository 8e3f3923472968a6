using System.IO;

namespace AligNet.Artifacts;

/// <summary>Deletes what a store holds, and nothing else: the store's folder may be one that other things lie in too.</summary>
public static class StoreCleaner
{
    /// <summary>What the store keeps beside the artifacts. Its locks stay: another run may hold one.</summary>
    private static readonly string[] Records =
        [".records", ".reads", ".code", ".shards", ".current", ".checkpoints", ".damaged", ".pins", ".stat-cache", ".slurm", "reports", "runs", "ablations"];

    /// <summary>Deletes the artifacts of some stages. Their records stay, so that nothing runs again until something needs their files.</summary>
    /// <param name="root">The store's folder.</param>
    /// <param name="stages">Names of stages.</param>
    /// <returns>The folders that were there and are gone.</returns>
    public static IReadOnlyList<string> DeleteArtifacts(string root, IEnumerable<string> stages) =>
        Delete(stages.Select(stage => Path.Combine(root, stage)));

    /// <summary>Deletes the artifacts of all stages and every record of them.</summary>
    /// <param name="root">The store's folder.</param>
    /// <param name="stages">Names of all stages.</param>
    /// <returns>The folders and files that were there and are gone.</returns>
    public static IReadOnlyList<string> DeleteAll(string root, IEnumerable<string> stages) =>
        Delete(stages.Concat(Records).Select(name => Path.Combine(root, name)));

    private static string[] Delete(IEnumerable<string> paths)
    {
        string[] there = [.. paths.Distinct().Where(Path.Exists)];
        foreach (string path in there)
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }

        return there;
    }
}
