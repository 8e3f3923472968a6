namespace AligNet.Pipeline.Slurm;

/// <summary>What a run asks of a cluster.</summary>
public interface ISlurm
{
    /// <summary>Submits a job and gives its number.</summary>
    /// <param name="arguments">Arguments of sbatch.</param>
    /// <exception cref="SlurmException">It was not accepted.</exception>
    string Submit(IReadOnlyList<string> arguments);

    /// <summary>The states of jobs, one for each task of an array; jobs that the cluster has forgotten are not among them.</summary>
    /// <param name="jobs">Numbers of jobs.</param>
    /// <exception cref="SlurmException">The cluster did not answer.</exception>
    IReadOnlyList<SlurmStatus> States(IReadOnlyCollection<string> jobs);

    /// <summary>The numbers of this user's jobs that wait or run and were submitted with a script.</summary>
    /// <param name="script">Path of the script.</param>
    /// <exception cref="SlurmException">The cluster did not answer.</exception>
    IReadOnlyList<string> Find(string script);

    /// <summary>Cancels jobs; those that have ended are left as they are.</summary>
    /// <param name="jobs">Numbers of jobs.</param>
    /// <exception cref="SlurmException">The cluster did not answer.</exception>
    void Cancel(IReadOnlyCollection<string> jobs);
}
