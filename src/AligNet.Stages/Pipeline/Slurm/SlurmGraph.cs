using AligNet.Pipeline.Planning;
using AligNet.Stages;

namespace AligNet.Pipeline.Slurm;

/// <summary>Makes jobs of a plan. Stages that are no jobs are run by whichever job, or command, needs them first: the store makes each artifact once.</summary>
public static class SlurmGraph
{
    /// <summary>The jobs of a plan, each after those that it waits for.</summary>
    /// <param name="plan">What would run.</param>
    /// <param name="options">Options of all sections.</param>
    /// <param name="nodes">The graph.</param>
    public static IReadOnlyList<SlurmJob> Of(PipelinePlan plan, PipelineOptions options, IReadOnlyList<StageNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        Dictionary<string, StageNode> byName = nodes.ToDictionary(node => node.Name);
        Dictionary<string, PlanEntry> chosen = plan.Entries.Where(entry => entry.MayRun && options.SlurmJobs[entry.Node].Job).ToDictionary(entry => entry.Node);
        List<SlurmJob> jobs = [];
        foreach (StageNode node in nodes.Where(node => chosen.ContainsKey(node.Name)))
        {
            SlurmJobOptions resources = options.SlurmJobs[node.Name];
            string[] before = [.. Before(node, [])];
            int tasks = node.Stage is IShardedStage ? Math.Min(resources.Shards, chosen[node.Name].ShardsToMake ?? resources.Shards) : 0;
            if (tasks > 1)
            {
                jobs.Add(new SlurmJob($"{node.Name}-shards", node.Name, before, tasks, resources));
                before = [jobs[^1].Name];
            }

            jobs.Add(new SlurmJob(node.Name, node.Name, before, 0, resources));
        }

        return jobs;

        // The nearest jobs above a node, through all stages that are none.
        IEnumerable<string> Before(StageNode node, HashSet<string> seen) => node.Inputs(options.Data).OfType<ArtifactInput>()
            .Where(input => seen.Add(input.Node))
            .SelectMany(input => chosen.ContainsKey(input.Node) ? [input.Node] : Before(byName[input.Node], seen));
    }
}
