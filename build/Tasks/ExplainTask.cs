using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
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
        Manifest? against = context.Argument("against") is { } named ? Named(named) : null;
        IReadOnlyList<string> differences = context.Session.Explain(node, against)
            ?? throw new OptionsException($"{node}: nothing can be said while the stages before it are not up to date. See --target=Plan --of={TaskGraph.TaskName(node)}; explain the first one that would run.");
        System.Console.WriteLine(differences.Count == 0 ? $"{node}: nothing changed" : string.Join(Environment.NewLine, differences.Select(line => $"{node}: {line}")));
    }

    private static Manifest Named(string named) => File.Exists(named) && Manifest.FromJson(File.ReadAllText(named)) is { } manifest
        ? manifest
        : throw new OptionsException($"--against={named}: expected the manifest.json of an artifact.");
}
