namespace AligNet.Stages;

/// <summary>What a run of a stage looked at. Whatever it did not look at cannot have changed its result, since a stage is a function of what it reads.</summary>
public sealed class ReadLog
{
    private readonly Lock _gate = new();
    private readonly HashSet<StageRead> _reads = [];

    /// <summary>All that was read so far, in no order.</summary>
    public IReadOnlyList<StageRead> Reads
    {
        get
        {
            lock (_gate)
            {
                return [.. _reads];
            }
        }
    }

    internal void Add(StageReadKind kind, string name, string column = "")
    {
        lock (_gate)
        {
            _reads.Add(new StageRead(kind, name, column));
        }
    }
}
