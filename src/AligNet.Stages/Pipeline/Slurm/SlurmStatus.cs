namespace AligNet.Pipeline.Slurm;

/// <summary>The state of a job, or of one task of an array, as squeue tells it.</summary>
/// <param name="Job">Number of the job, or of the array.</param>
/// <param name="Task">Number of the task; empty: no array.</param>
/// <param name="State">Slurm's word, like RUNNING.</param>
/// <param name="Reason">Why it waits or how it failed, in Slurm's words.</param>
/// <param name="Machine">Where it runs or ran; empty: not yet known.</param>
public sealed record SlurmStatus(string Job, string Task, string State, string Reason, string Machine)
{
    /// <summary>The fields that squeue is asked for, in the order in which <see cref="Parse"/> reads them.</summary>
    public const string Format = "%F|%K|%T|%N|%r";

    /// <summary>The state of a job that the cluster has forgotten and that left no word of its end.</summary>
    public const string Vanished = "VANISHED";

    /// <summary>Reasons to wait that change from look to look and ask for nothing.</summary>
    private static readonly string[] Usual = ["", "None", "Priority", "Resources", "Dependency"];

    /// <summary>What the state means for the run.</summary>
    public SlurmPhase Phase => State switch
    {
        "COMPLETED" => SlurmPhase.Done,
        "NODE_FAIL" or "BOOT_FAIL" or "PREEMPTED" or "REVOKED" or Vanished => SlurmPhase.Machine,
        "FAILED" or "TIMEOUT" or "OUT_OF_MEMORY" or "DEADLINE" => SlurmPhase.Failed,
        "CANCELLED" => SlurmPhase.Cancelled,
        "PENDING" when Reason.StartsWith("DependencyNeverSatisfied", StringComparison.Ordinal) => SlurmPhase.Blocked,

        // Slurm could not start it on that machine and holds it for an administrator.
        "PENDING" or "REQUEUE_HOLD" when Reason.Replace('_', ' ').Contains("requeued held", StringComparison.OrdinalIgnoreCase) => SlurmPhase.Machine,
        _ => SlurmPhase.Active,
    };

    /// <summary>Reads a line of squeue; null when it is none of that form.</summary>
    public static SlurmStatus? Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Trim().Split('|', 5) is [var job, var task, var state, var machine, var reason] && job.Length > 0 && job.All(char.IsAsciiDigit)
            ? new SlurmStatus(job, task == "N/A" ? "" : task, state, reason, machine)
            : null;
    }

    /// <summary>The state in words: "running on n1", "waiting (Resources)".</summary>
    public string Text => State switch
    {
        "PENDING" => Array.Exists(Usual, Reason.Equals) ? "waiting" : $"waiting ({Reason})",
        Vanished => "gone without a word",
        "COMPLETING" or "RUNNING" => $"running on {Machine}",
        _ => $"{State.ToLowerInvariant().Replace('_', ' ')}{(Machine.Length > 0 ? $" on {Machine}" : "")}",
    };
}
