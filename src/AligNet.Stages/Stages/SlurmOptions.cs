namespace AligNet.Stages;

/// <summary>How long stages are run as Slurm jobs: what every job gets unless its stage says otherwise, and how the run is watched. No effect on results.</summary>
public sealed record SlurmOptions : IStageOptions
{
    /// <summary>Partition; empty: the cluster's default.</summary>
    public string Partition { get; init; } = "";

    /// <summary>Account that is charged; empty: the user's default.</summary>
    public string Account { get; init; } = "";

    /// <summary>Processors of a job.</summary>
    public int Cpus { get; init; } = 2;

    /// <summary>Memory of a job as sbatch reads it; empty: the cluster's default.</summary>
    public string Memory { get; init; } = "4G";

    /// <summary>Time limit of a job as sbatch reads it; empty: the cluster's default.</summary>
    public string Time { get; init; } = "2:00:00";

    /// <summary>GPUs of a job.</summary>
    public int Gpus { get; init; }

    /// <summary>More arguments for sbatch.</summary>
    public string[] Arguments { get; init; } = [];

    /// <summary>How many tasks of an array run at once; 0: as many as the cluster starts.</summary>
    public int ArrayTasks { get; init; }

    /// <summary>How often a job is started again after a machine failed under it.</summary>
    public int Resubmissions { get; init; } = 3;

    /// <summary>Seconds between two looks at the queue.</summary>
    public double PollSeconds { get; init; } = 10;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        foreach (string error in SlurmJobOptions.Faults(Cpus, Memory, Time, Gpus))
        {
            yield return error;
        }

        foreach ((string name, int value) in new[] { ("array_tasks", ArrayTasks), ("resubmissions", Resubmissions) }.Where(count => count.Item2 < 0))
        {
            yield return $"{name}: expected 0 or more, found {value}.";
        }

        if (!(PollSeconds is > 0 and <= 3600))
        {
            yield return $"poll_seconds: expected seconds above 0, at most 3600, found {PollSeconds}.";
        }
    }
}
