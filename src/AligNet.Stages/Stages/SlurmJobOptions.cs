using System.Text.RegularExpressions;

namespace AligNet.Stages;

/// <summary>Whether a stage is a Slurm job, and what the job gets. What is not given is as <see cref="SlurmOptions"/> says. No effect on results.</summary>
public sealed partial record SlurmJobOptions : IStageOptions
{
    /// <summary>Whether the stage is a job; else it runs where it is needed.</summary>
    public bool Job { get; init; }

    /// <summary>Parts of an array job that makes the stage's shards; 0 or 1: no array.</summary>
    public int Shards { get; init; }

    /// <summary>Partition; empty: the cluster's default.</summary>
    public string Partition { get; init; } = "";

    /// <summary>Processors.</summary>
    public int Cpus { get; init; } = 2;

    /// <summary>Memory as sbatch reads it; empty: the cluster's default.</summary>
    public string Memory { get; init; } = "4G";

    /// <summary>Time limit as sbatch reads it; empty: the cluster's default.</summary>
    public string Time { get; init; } = "2:00:00";

    /// <summary>GPUs.</summary>
    public int Gpus { get; init; }

    /// <summary>More arguments for sbatch.</summary>
    public string[] Arguments { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        foreach (string error in Faults(Cpus, Memory, Time, Gpus))
        {
            yield return error;
        }

        if (Shards is < 0 or > 10_000)
        {
            yield return $"shards: expected 0 to 10000, found {Shards}.";
        }
    }

    internal static IEnumerable<string> Faults(int cpus, string memory, string time, int gpus)
    {
        if (cpus < 1)
        {
            yield return $"cpus: expected 1 or more, found {cpus}.";
        }

        if (memory.Length > 0 && !MemoryForm().IsMatch(memory))
        {
            yield return $"memory: expected a whole number with K, M, G or T, like \"16G\", found '{memory}'.";
        }

        if (time.Length > 0 && !TimeForm().IsMatch(time))
        {
            yield return $"time: expected minutes, hours:minutes:seconds or days-hours:minutes:seconds, like \"4:00:00\" or \"2-00:00:00\", found '{time}'.";
        }

        if (gpus < 0)
        {
            yield return $"gpus: expected 0 or more, found {gpus}.";
        }
    }

    [GeneratedRegex(@"\A\d{1,12}[KMGT]?\z")]
    private static partial Regex MemoryForm();

    [GeneratedRegex(@"\A(\d{1,9}|\d{1,9}(:\d\d){1,2}|\d{1,6}-\d\d?(:\d\d){0,2})\z")]
    private static partial Regex TimeForm();
}
