using AligNet.Stages;

namespace AligNet.Pipeline.Slurm;

/// <summary>One job of a run: a node, or the array that makes a node's shards.</summary>
/// <param name="Name">Unique in the run: the node's name, with "-shards" for the array.</param>
/// <param name="Node">The node.</param>
/// <param name="After">Names of the jobs that have to end well before this one starts.</param>
/// <param name="Tasks">Tasks of the array; 0: no array.</param>
/// <param name="Resources">What it gets.</param>
public sealed record SlurmJob(string Name, string Node, IReadOnlyList<string> After, int Tasks, SlurmJobOptions Resources)
{
    /// <summary>What it gets, in words.</summary>
    public string ResourceText => string.Join(", ",
        new[]
        {
            Tasks > 0 ? $"{Tasks} tasks" : "", Resources.Cpus == 1 ? "1 cpu" : $"{Resources.Cpus} cpus", Resources.Gpus switch { 0 => "", 1 => "1 GPU", var many => $"{many} GPUs" },
            Resources.Memory, Resources.Time,
        }.Where(part => part.Length > 0));
}
