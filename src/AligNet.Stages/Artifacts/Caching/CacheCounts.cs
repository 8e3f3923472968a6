namespace AligNet.Artifacts.Caching;

/// <summary>What a run got from its caches and gave to them.</summary>
public sealed record CacheCounts
{
    /// <summary>Keys with a record that could be used.</summary>
    public int Hits { get; init; }

    /// <summary>Keys without one.</summary>
    public int Misses { get; init; }

    /// <summary>Records that were not believed: forged, unsigned where a signature is asked for, of another key, unreadable.</summary>
    public int RefusedRecords { get; init; }

    /// <summary>Objects with other content than their digest says.</summary>
    public int WrongObjects { get; init; }

    /// <summary>Objects that a record names and that no place gave.</summary>
    public int MissingObjects { get; init; }

    /// <summary>Requests that failed: refused, broken off, timed out, answered with an error.</summary>
    public int Failures { get; init; }

    /// <summary>Entries written, one for each key and place.</summary>
    public int Saved { get; init; }

    /// <summary>Entries that a place that is to be written lacks at the end.</summary>
    public int Unsaved { get; init; }

    /// <summary>Bytes of objects read and believed.</summary>
    public long BytesRead { get; init; }

    /// <summary>Bytes of objects written.</summary>
    public long BytesWritten { get; init; }

    /// <summary>Both together.</summary>
    public static CacheCounts operator +(CacheCounts left, CacheCounts right) => new()
    {
        Hits = left.Hits + right.Hits,
        Misses = left.Misses + right.Misses,
        RefusedRecords = left.RefusedRecords + right.RefusedRecords,
        WrongObjects = left.WrongObjects + right.WrongObjects,
        MissingObjects = left.MissingObjects + right.MissingObjects,
        Failures = left.Failures + right.Failures,
        Saved = left.Saved + right.Saved,
        Unsaved = left.Unsaved + right.Unsaved,
        BytesRead = left.BytesRead + right.BytesRead,
        BytesWritten = left.BytesWritten + right.BytesWritten,
    };

    /// <summary>What went wrong, "1 unsaved, 2 failures"; empty when nothing did.</summary>
    public string Trouble => string.Join(
        ", ",
        new[] { (Unsaved, "unsaved"), (RefusedRecords, "records refused"), (WrongObjects, "objects wrong"), (MissingObjects, "objects not to be had"), (Failures, "failures") }
            .Where(count => count.Item1 > 0).Select(count => $"{count.Item1} {count.Item2}"));

    /// <summary>One line: "12 hits, 3 misses, 3 saved", and what went wrong.</summary>
    public override string ToString() => $"{Hits} hits, {Misses} misses, {Saved} saved, {(Trouble.Length > 0 ? Trouble : "0 unsaved")}";
}
