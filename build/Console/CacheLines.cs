using System.Globalization;
using AligNet.Artifacts.Caching;

namespace AligNet.Build.Console;

/// <summary>What is said about caches at the end of a command: one line in all, and one for each place that had trouble.</summary>
public static class CacheLines
{
    /// <summary>The lines; none when no cache was asked anything.</summary>
    public static IEnumerable<string> Of(CacheChain caches)
    {
        ArgumentNullException.ThrowIfNull(caches);
        CacheCounts all = caches.Counts;
        if (all == new CacheCounts())
        {
            return [];
        }

        string traffic = all.BytesRead + all.BytesWritten == 0 ? "" : $" ({Size(all.BytesRead)} read, {Size(all.BytesWritten)} written)";
        return
        [
            $"cache: {all}{traffic}",
            .. caches.Places.Where(place => place.Counts.Trouble.Length > 0).Select(place => $"  {place.Name}: {place.Counts.Trouble}"),
        ];
    }

    /// <summary>Bytes to three figures in binary units.</summary>
    private static string Size(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        int unit = 0;
        double size = bytes;
        for (; size >= 1000 && unit < units.Length - 1; unit++)
        {
            size /= 1024;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size.ToString(size < 10 && unit > 0 ? "0.0" : "0", CultureInfo.InvariantCulture)} {units[unit]}");
    }
}
