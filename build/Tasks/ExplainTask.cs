using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Pipeline;
using AligNet.Pipeline.Runs;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Explain")]
[TaskDescription("Say what changed for --stage=STAGE since its last run, or against the run that --against names")]
public sealed class ExplainTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string node = PipelineContext.NodeNamed(context.Argument("stage") ?? throw new OptionsException("Explain needs a stage: --target=Explain --stage=finetune.")).Name;
        KeyRecord? against = context.Argument("against") is { } named ? Named(context.StoreFolder, named, node) : null;
        IReadOnlyList<string> differences = context.Session.Explain(node, against)
            ?? throw new OptionsException($"{node}: nothing can be said while the stages before it are not up to date. See --target=Plan --of={TaskGraph.TaskName(node)}; explain the first one that would run.");
        System.Console.WriteLine(differences.Count == 0 ? $"{node}: nothing changed" : string.Join(Environment.NewLine, differences.Select(line => $"{node}: {line}")));
    }

    /// <summary>A manifest, the record of a run in a file (of any machine), or a run of this store.</summary>
    private static KeyRecord Named(string store, string named, string node)
    {
        if (File.Exists(named) && Manifest.FromJson(File.ReadAllText(named)) is { } manifest)
        {
            return KeyRecord.Of(manifest);
        }

        RunRecord run = File.Exists(named)
            ? RunRecord.FromJson(File.ReadAllText(named)) ?? throw new OptionsException($"--against={named}: is neither the manifest.json of an artifact nor the record of a run.")
            : new RunLog(store).Find(named);
        return KeyRecord.Of(run.Nodes.FirstOrDefault(step => step.Node == node)
            ?? throw new OptionsException($"--against={named}: that run has no {node}, only {string.Join(", ", run.Nodes.Select(step => step.Node))}."));
    }
}
