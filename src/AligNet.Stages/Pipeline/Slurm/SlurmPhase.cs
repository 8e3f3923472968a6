namespace AligNet.Pipeline.Slurm;

/// <summary>How far a job is, as far as a run cares.</summary>
public enum SlurmPhase
{
    /// <summary>It waits, runs, or was put back into the queue.</summary>
    Active,

    /// <summary>It waits for a job that did not end well.</summary>
    Blocked,

    /// <summary>It ended well.</summary>
    Done,

    /// <summary>A machine failed, or the job had to make room: it can be started again.</summary>
    Machine,

    /// <summary>Somebody, or the cluster for somebody, cancelled it.</summary>
    Cancelled,

    /// <summary>It failed by itself.</summary>
    Failed,
}
