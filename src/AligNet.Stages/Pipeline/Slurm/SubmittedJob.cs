namespace AligNet.Pipeline.Slurm;

/// <summary>A job in the queue, as the last look found it.</summary>
/// <param name="job">What was submitted.</param>
/// <param name="number">The number that the cluster gave it.</param>
internal sealed class SubmittedJob(SlurmJob job, string number)
{
    /// <summary>An exit code of the driver: it was asked to end and did.</summary>
    private static readonly int[] AskedToEnd = [130, 143];

    private readonly Dictionary<string, SlurmStatus> _tasks = [];
    private SlurmPhase _seen = SlurmPhase.Active;

    public SlurmJob Job => job;

    public string Number => number;

    public SlurmPhase Phase { get; private set; } = SlurmPhase.Active;

    public bool Ended => Phase != SlurmPhase.Active;

    /// <summary>The state of the task that decides: one that failed before one that did not.</summary>
    public SlurmStatus? Worst => _tasks.Values.Where(task => task.Phase == Phase).OrderBy(task => task.Task, StringComparer.Ordinal).FirstOrDefault();

    public string Text => job.Tasks == 0
        ? _tasks.GetValueOrDefault("")?.Text ?? "submitted"
        : string.Join(", ", _tasks.Values.GroupBy(task => task.Text.Split(" on ")[0]).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}"));

    /// <summary>Takes in what the cluster says.</summary>
    /// <param name="seen">States of this job and of others.</param>
    /// <param name="folder">Where jobs leave their exit codes.</param>
    public void Look(IEnumerable<SlurmStatus> seen, SlurmFolder folder)
    {
        Dictionary<string, SlurmStatus> now = seen.Where(status => status.Job == number).ToDictionary(status => status.Task);
        foreach (string task in job.Tasks == 0 ? [""] : Enumerable.Range(0, job.Tasks).Select(task => $"{task}"))
        {
            if (now.GetValueOrDefault(task) is { } told)
            {
                _tasks[task] = Judged(told, folder);
            }
            else if (_tasks.GetValueOrDefault(task)?.Phase is null or SlurmPhase.Active or SlurmPhase.Blocked)
            {
                _tasks[task] = Forgotten(task, folder);
            }
        }

        SlurmPhase phase = PhaseOf([.. _tasks.Values.Select(task => task.Phase)]);

        // A job that a machine failed under shows that for a moment before Slurm puts it back into the queue.
        Phase = phase == SlurmPhase.Machine && _seen != phase ? SlurmPhase.Active : phase;
        _seen = phase;
    }

    /// <summary>Notes that it will not run, because a job before it did not end well.</summary>
    public void Block() => Phase = SlurmPhase.Blocked;

    /// <summary>Notes that it did not end well though the cluster does not call it failed.</summary>
    public void Fail()
    {
        foreach ((string task, SlurmStatus status) in _tasks.Where(task => task.Value.Phase == Phase).ToArray())
        {
            _tasks[task] = status with { State = "FAILED", Reason = status.State };
        }

        Phase = SlurmPhase.Failed;
    }

    private SlurmStatus Judged(SlurmStatus told, SlurmFolder folder) =>
        told.State == "FAILED" && folder.EndOf(job.Node, number, told.Task) is { } code && AskedToEnd.Contains(code) ? told with { State = SlurmStatus.Vanished } : told;

    /// <summary>The cluster forgets jobs a while after their end; then the exit code that they left counts.</summary>
    private SlurmStatus Forgotten(string task, SlurmFolder folder) => new(
        number, task,
        folder.EndOf(job.Node, number, task) switch { 0 => "COMPLETED", { } code when !AskedToEnd.Contains(code) => "FAILED", _ => SlurmStatus.Vanished },
        "", _tasks.GetValueOrDefault(task)?.Machine ?? "");

    private static SlurmPhase PhaseOf(SlurmPhase[] tasks)
    {
        SlurmPhase[] decisive = [SlurmPhase.Failed, SlurmPhase.Active, SlurmPhase.Blocked, SlurmPhase.Cancelled, SlurmPhase.Machine];
        return Array.Find(decisive, phase => tasks.Contains(phase)) is var found && tasks.Contains(found) ? found : SlurmPhase.Done;
    }
}
