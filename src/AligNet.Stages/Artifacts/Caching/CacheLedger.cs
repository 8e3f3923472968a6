namespace AligNet.Artifacts.Caching;

/// <summary>What one place did in a run: the counts, what was said about it, and whether it failed so often that it is left alone.</summary>
/// <param name="name">The place as messages call it.</param>
/// <param name="most">Failures of reading, or of writing, that are put up with.</param>
/// <param name="log">Takes the messages.</param>
internal sealed class CacheLedger(string name, int most, Action<string> log)
{
    private const int ShownLetters = 12;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _said = [];
    private CacheCounts _counts = new();
    private int _readFailures;
    private int _writeFailures;

    /// <summary>The counts so far.</summary>
    public CacheCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return _counts;
            }
        }
    }

    /// <summary>Whether the place is still read.</summary>
    public bool IsRead => Volatile.Read(ref _readFailures) < most;

    /// <summary>Whether the place is still written.</summary>
    public bool IsWritten => Volatile.Read(ref _writeFailures) < most;

    /// <summary>Adds to the counts.</summary>
    public void Add(CacheCounts more)
    {
        lock (_lock)
        {
            _counts += more;
        }
    }

    /// <summary>Says the first of a kind; the counts tell how often it was so.</summary>
    public void Say(string kind, string words)
    {
        bool isNew;
        lock (_lock)
        {
            isNew = _said.Add(kind);
        }

        if (isNew)
        {
            log($"cache {name}: {words}. More of the kind are only counted.");
        }
    }

    /// <summary>Notes that an object could not be read.</summary>
    public void ReadFailed(string item, string words) => Failed(ref _readFailures, "read", item, words);

    /// <summary>Notes that an object could not be written.</summary>
    public void WriteFailed(string item, string words) => Failed(ref _writeFailures, "written", item, words);

    private void Failed(ref int failures, string done, string item, string words)
    {
        Add(new CacheCounts { Failures = 1 });
        int now = Interlocked.Increment(ref failures);
        if (now <= most)
        {
            log($"cache {name}: {words} ({item[..(item.IndexOf('/', StringComparison.Ordinal) + 1 + ShownLetters)]}…).");
        }

        if (now == most)
        {
            log($"cache {name}: failed {most} times; it is not {done} any more in this run.");
        }
    }
}
