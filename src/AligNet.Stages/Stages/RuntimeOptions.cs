namespace AligNet.Stages;

/// <summary>How to run, without any effect on results.</summary>
public sealed record RuntimeOptions : StageOptions
{
    /// <summary>Threads for all CPU work; 0 = all processors. Matrix products may differ in the last bit between thread counts.</summary>
    [NotKeyed]
    public int Threads { get; init; }

    /// <summary>The same as a number of 1 or more.</summary>
    public int Workers => Threads == 0 ? Environment.ProcessorCount : Threads;

    /// <summary>Root seed of the run; each stage derives its own from it.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        if (Threads < 0)
        {
            yield return $"threads: expected 0 (all) or more, found {Threads}.";
        }
    }
}
