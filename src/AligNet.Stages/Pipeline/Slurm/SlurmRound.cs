using AligNet.Domain;

namespace AligNet.Pipeline.Slurm;

/// <summary>Jobs that are submitted together, until all have ended.</summary>
/// <param name="slurm">The cluster.</param>
/// <param name="folder">The run's folder.</param>
/// <param name="progress">Where changes are told.</param>
internal sealed class SlurmRound(ISlurm slurm, SlurmFolder folder, IStageProgress progress)
{
    private readonly List<SubmittedJob> _jobs = [];
    private readonly Dictionary<string, string> _told = [];

    /// <summary>Jobs that the cluster has not yet been told to cancel.</summary>
    private readonly HashSet<string> _toCancel = [];

    public IReadOnlyList<SubmittedJob> Jobs => _jobs;

    public bool Ended => _jobs.TrueForAll(job => job.Ended) && _toCancel.Count == 0;

    /// <summary>Submits a job after those before it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="arguments">Arguments of sbatch, given the numbers of the jobs to wait for.</param>
    public void Submit(SlurmJob job, Func<IReadOnlyList<string>, IReadOnlyList<string>> arguments)
    {
        string[] before = [.. job.After.Select(name => _jobs.Single(other => other.Job.Name == name).Number)];
        string number = slurm.Submit(arguments(before));
        _jobs.Add(new SubmittedJob(job, number));

        // That they wait at first goes without saying.
        _told[job.Name] = job.Tasks > 0 ? $"{job.Tasks} waiting" : "waiting";
        progress.Log($"{job.Name}: job {number} submitted ({job.ResourceText}){(before.Length > 0 ? $", after {string.Join(", ", before)}" : "")}");
    }

    /// <summary>Asks the cluster once, and cancels what cannot start any more.</summary>
    /// <returns>Whether anything changed.</returns>
    /// <exception cref="SlurmException">The cluster did not answer.</exception>
    public bool Look()
    {
        SubmittedJob[] open = [.. _jobs.Where(job => !job.Ended)];
        IReadOnlyList<SlurmStatus> states = open.Length == 0 ? [] : slurm.States([.. open.Select(job => job.Number)]);
        foreach (SubmittedJob job in open)
        {
            job.Look(states, folder);
        }

        foreach (SubmittedJob job in _jobs.Where(job => open.Contains(job)))
        {
            bool waitsInVain = job.Job.After.Any(name => _jobs.Single(other => other.Job.Name == name) is { Ended: true, Phase: not SlurmPhase.Done });
            if (waitsInVain && job.Phase != SlurmPhase.Done)
            {
                job.Block();
            }
            else if (job.Phase == SlurmPhase.Cancelled)
            {
                job.Fail();
            }

            if (job.Ended && job.Phase != SlurmPhase.Done)
            {
                _toCancel.Add(job.Number);
            }
        }

        if (_toCancel.Count > 0)
        {
            slurm.Cancel(_toCancel);
            _toCancel.Clear();
        }

        return Tell(open);
    }

    /// <summary>Cancels the jobs of this run whose number never arrived: Ctrl-C ends sbatch too, perhaps after it had submitted.</summary>
    public void CancelUnheardOf()
    {
        string[] unheard = [.. slurm.Find(folder.ScriptPath).Except(_jobs.Select(job => job.Number))];
        if (unheard.Length > 0)
        {
            slurm.Cancel(unheard);
        }
    }

    /// <summary>Cancels all jobs that have not ended; says so where that does not work.</summary>
    public void CancelAll()
    {
        if (Ended)
        {
            return;
        }

        string[] open = [.. _toCancel.Union(_jobs.Where(job => !job.Ended).Select(job => job.Number))];
        try
        {
            slurm.Cancel(open);
            progress.Log($"cancelled {(open.Length == 1 ? "job" : "jobs")} {string.Join(", ", open)}");
        }
        catch (SlurmException fault)
        {
            progress.Log($"Jobs could not be cancelled ({fault.Message}). Cancel them by hand: scancel {string.Join(' ', open)}");
        }
    }

    private bool Tell(SubmittedJob[] looked)
    {
        bool changed = false;
        foreach (SubmittedJob job in looked)
        {
            string text = job.Phase switch
            {
                SlurmPhase.Blocked => "cancelled, since a job before it did not end well",
                SlurmPhase.Failed => $"{job.Text}; the jobs that do not wait for it go on",
                _ => job.Text,
            };
            if (_told.GetValueOrDefault(job.Job.Name) != text)
            {
                _told[job.Job.Name] = text;
                progress.Log($"{job.Job.Name}: job {job.Number} {text}");
                changed = true;
            }
        }

        progress.Report("ended", _jobs.Count(job => job.Ended), _jobs.Count, "jobs");
        return changed;
    }
}
