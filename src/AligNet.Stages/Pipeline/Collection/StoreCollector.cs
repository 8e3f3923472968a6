using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Pipeline.Collection;

/// <summary>Makes a store smaller: what is cheapest to have again per byte goes first, never what is kept.</summary>
/// <remarks>Records stay, so that nothing runs again until something needs the files that went.</remarks>
public static class StoreCollector
{
    private static readonly string[] Waste = [".damaged", ".checkpoints"];

    /// <summary>Chooses what to give up.</summary>
    /// <param name="root">The store's folder.</param>
    /// <param name="maxBytes">What the store may hold.</param>
    /// <param name="kept">Fingerprints of artifacts that must stay.</param>
    /// <param name="now">The time.</param>
    /// <returns>What goes, in order, and the size of everything.</returns>
    public static (IReadOnlyList<CollectedItem> Evicted, long Total) Choose(string root, long maxBytes, IReadOnlySet<string> kept, DateTimeOffset now)
    {
        List<CollectedItem> items = [];
        long total = 0;
        Dictionary<string, double> secondsOfStage = [];
        foreach (string folder in Directory.Exists(root) ? Directory.GetDirectories(root) : [])
        {
            string stage = Path.GetFileName(folder);
            foreach (string artifact in stage.StartsWith('.') ? [] : Directory.GetDirectories(folder))
            {
                long bytes = SizeOf(artifact);
                total += bytes;
                string file = Path.Combine(artifact, "manifest.json");
                if (File.Exists(file) && Manifest.FromJson(File.ReadAllText(file)) is { } manifest)
                {
                    double seconds = (manifest.Ended - manifest.Started).TotalSeconds;
                    secondsOfStage[stage] = Math.Max(seconds, secondsOfStage.GetValueOrDefault(stage));
                    if (!kept.Contains(manifest.Fingerprint))
                    {
                        items.Add(new CollectedItem(artifact, $"{stage} {manifest.Fingerprint[..12]}", bytes, seconds, new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero)));
                    }
                }
            }
        }

        string shards = Path.Combine(root, ".shards");
        foreach (string stage in Directory.Exists(shards) ? Directory.GetDirectories(shards) : [])
        {
            FileInfo[] files = [.. new DirectoryInfo(stage).EnumerateFiles("*", SearchOption.AllDirectories)];
            long bytes = files.Sum(file => file.Length);
            total += bytes;
            double perByte = secondsOfStage.GetValueOrDefault(Path.GetFileName(stage)) / Math.Max(1, bytes);
            items.AddRange(files.Select(file => new CollectedItem(
                file.FullName, $"a shard of {Path.GetFileName(stage)}", file.Length, perByte * file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero))));
        }

        foreach (string path in Waste.Select(name => Path.Combine(root, name)).Where(Directory.Exists).SelectMany(Directory.GetDirectories))
        {
            long bytes = SizeOf(path);
            total += bytes;
            items.Add(new CollectedItem(path, Path.GetRelativePath(root, path), bytes, 0, now));
        }

        List<CollectedItem> evicted = [];
        long left = total;
        foreach (CollectedItem item in items.OrderBy(item => item.Worth(now)).ThenByDescending(item => item.Bytes).ThenBy(item => item.Path, StringComparer.Ordinal))
        {
            if (left <= maxBytes)
            {
                break;
            }

            left -= item.Bytes;
            evicted.Add(item);
        }

        return (evicted, total);
    }

    /// <summary>Gives something up. An artifact is renamed first, so that no run sees a part of it.</summary>
    public static void Evict(CollectedItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (File.Exists(item.Path))
        {
            File.Delete(item.Path);
        }
        else if (Directory.Exists(item.Path))
        {
            string doomed = Path.Combine(Path.GetDirectoryName(item.Path)!, $".evicted-{Path.GetFileName(item.Path)}-{Environment.ProcessId}");
            Directory.Move(item.Path, doomed);
            Directory.Delete(doomed, recursive: true);
        }
    }

    /// <summary>A size as people write it: "20GB", "500 MB", "1.5e9".</summary>
    /// <exception cref="OptionsException">It is none.</exception>
    public static long ParseSize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim().ToUpperInvariant();
        (string Unit, double Factor)[] units = [("KIB", 1024), ("MIB", 1 << 20), ("GIB", 1 << 30), ("TIB", 1L << 40), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("B", 1), ("", 1)];
        (string unit, double factor) = units.First(known => trimmed.EndsWith(known.Unit, StringComparison.Ordinal));
        return double.TryParse(trimmed[..^unit.Length].Trim(), System.Globalization.CultureInfo.InvariantCulture, out double value) && value >= 0
            ? (long)Math.Min(long.MaxValue / 2, value * factor)
            : throw new OptionsException($"--max-size={text}: expected a size like 20GB or 500MiB.");
    }

    private static long SizeOf(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
