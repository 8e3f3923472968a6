using System.Diagnostics;
using AligNet.Domain;
using AligNet.Pipeline.Planning;

namespace AligNet.Pipeline.Slurm;

/// <summary>Runs the long stages of a plan as jobs: submits them all with their order, waits, and plans anew until none is left to run. The store is
/// what tells whether a stage is done; a state of Slurm's only tells when to look.</summary>
/// <param name="slurm">The cluster.</param>
/// <param name="options">Options of all sections.</param>
/// <param name="nodes">The graph.</param>
/// <param name="plan">Says what would run now.</param>
/// <param name="command">Program and arguments of a job, given the run's folder.</param>
/// <param name="workingFolder">Where jobs start.</param>
/// <param name="progress">Where the jobs' states are told.</param>
public sealed class SlurmRun(
    ISlurm slurm,
    PipelineOptions options,
    IReadOnlyList<StageNode> nodes,
    Func<PipelinePlan> plan,
    Func<SlurmJob, SlurmFolder, IReadOnlyList<string>> command,
    string workingFolder,
    IStageProgress progress)
{
    /// <summary>How long a controller may be away; jobs run on without it.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, int> _started = [];
    private readonly Dictionary<string, string> _last = [];

    /// <summary>Runs everything that is a job. Cancels what it submitted when it ends in any other way.</summary>
    /// <param name="createFolder">Makes the run's folder; not called when there is nothing to submit.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    /// <returns>Whether there was a job.</returns>
    /// <exception cref="PipelineException">A job failed, or the cluster cannot be used.</exception>
    public bool Run(Func<SlurmFolder> createFolder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(createFolder);
        IReadOnlyList<SlurmJob> jobs = SlurmGraph.Of(plan(), options, nodes);
        if (jobs.Count == 0)
        {
            return false;
        }

        SlurmFolder folder = createFolder();
        using IDisposable held = folder.Hold();
        progress.Log($"logs of jobs are in {folder.Root}");
        for (; jobs.Count > 0; jobs = SlurmGraph.Of(plan(), options, nodes))
        {
            RefuseEndlessOnes(jobs);
            RunRound(jobs, folder, cancellation);
        }

        return true;
    }

    private void RunRound(IReadOnlyList<SlurmJob> jobs, SlurmFolder folder, CancellationToken cancellation)
    {
        var round = new SlurmRound(slurm, folder, progress);
        try
        {
            foreach (SlurmJob job in jobs)
            {
                cancellation.ThrowIfCancellationRequested();
                round.Submit(job, before => Arguments(job, folder, before));
            }

            Wait(round, folder, cancellation);
        }
        catch (SlurmException)
        {
            // Ctrl-C reaches Slurm's programs too, sooner than this one hears of it.
            if (cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(500)))
            {
                round.CancelUnheardOf();
                cancellation.ThrowIfCancellationRequested();
            }

            throw;
        }
        finally
        {
            round.CancelAll();
        }

        SubmittedJob[] failed = [.. round.Jobs.Where(job => job.Phase == SlurmPhase.Failed)];
        if (failed.Length > 0)
        {
            throw new StageException(string.Join(Environment.NewLine, failed.Select(job => SlurmFailure.Text(job, folder))));
        }

        foreach (SubmittedJob job in round.Jobs.Where(job => job.Phase is SlurmPhase.Done or SlurmPhase.Machine))
        {
            _started[job.Job.Name] = _started.GetValueOrDefault(job.Job.Name) + 1;
            _last[job.Job.Name] = $"job {job.Number} {job.Text}";
        }
    }

    private void Wait(SlurmRound round, SlurmFolder folder, CancellationToken cancellation)
    {
        long answered = Stopwatch.GetTimestamp();
        bool silent = false;
        for (int unchanged = 0; !round.Ended; unchanged++)
        {
            // Often at first, for small jobs.
            double seconds = Math.Min(options.Slurm.PollSeconds, 0.5 + (unchanged * 0.25));
            cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(seconds));
            cancellation.ThrowIfCancellationRequested();
            try
            {
                unchanged = round.Look() ? 0 : unchanged;
                (answered, silent) = (Stopwatch.GetTimestamp(), false);
            }
            catch (SlurmException fault) when (Stopwatch.GetElapsedTime(answered) < LongestSilence && !cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(500)))
            {
                if (!silent)
                {
                    progress.Log($"{fault.Message} Asking again for {LongestSilence.TotalMinutes:0} minutes.");
                }

                silent = true;
            }

            if (folder.LocksDoNotHold)
            {
                throw new StageException(
                    $"{folder.Root}: a job on another machine could take a lock that this command holds, so two jobs could make one artifact at once. "
                    + "The store must lie on a file system whose locks (flock) hold between machines: NFS 4, or Lustre mounted with 'flock'. Name another place with --store.");
            }
        }
    }

    /// <summary>Jobs end when the store has what they make. One that comes back after that, or whose machines fail again and again, would come back for ever.</summary>
    private void RefuseEndlessOnes(IReadOnlyList<SlurmJob> jobs)
    {
        if (jobs.FirstOrDefault(job => _started.GetValueOrDefault(job.Name) > options.Slurm.Resubmissions) is { } endless)
        {
            throw new StageException(
                $"{endless.Node}: was submitted {_started[endless.Name]} times and is still not in the store (last: {_last[endless.Name]}). slurm.resubmissions allows {options.Slurm.Resubmissions} more after the first. "
                + "Look at the machines, or, where the jobs ended well, at whether this machine sees at once what others write to the store.");
        }
    }

    private string[] Arguments(SlurmJob job, SlurmFolder folder, IReadOnlyList<string> before)
    {
        string?[] given =
        [
            "--parsable", $"--job-name=alignet-{job.Name}", $"--chdir={workingFolder}", $"--output={folder.LogPattern(job)}", "--open-mode=append", "--requeue", "--export=ALL",
            "--nodes=1", "--ntasks=1", $"--cpus-per-task={job.Resources.Cpus}",
            Given("--mem", job.Resources.Memory), Given("--time", job.Resources.Time), Given("--partition", job.Resources.Partition), Given("--account", options.Slurm.Account),
            job.Resources.Gpus > 0 ? $"--gres=gpu:{job.Resources.Gpus}" : null,
            before.Count > 0 ? $"--dependency=afterok:{string.Join(':', before)}" : null,
            job.Tasks > 0 ? $"--array=0-{job.Tasks - 1}{(options.Slurm.ArrayTasks > 0 ? $"%{options.Slurm.ArrayTasks}" : "")}" : null,
            .. job.Resources.Arguments, folder.ScriptPath, .. command(job, folder),
        ];
        return [.. given.OfType<string>()];

        static string? Given(string name, string value) => value.Length > 0 ? $"{name}={value}" : null;
    }
}
