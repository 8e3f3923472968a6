using System.IO;
using AligNet.Stages;

namespace AligNet.Chain;

/// <summary>Step 1: all texts of the data folder, one after the other.</summary>
public sealed class GatherStage : Stage<GatherOptions>, IReadsSources
{
    public override string Name => "gather";

    public override IReadOnlyList<string> Outputs => ["lines.txt"];

    public IReadOnlyList<SourceInput> Sources(DataOptions data, IStageOptions options, string dataRoot) =>
        [new("texts", [.. Directory.GetFiles(dataRoot, "*.txt").Select(file => (Path.GetFileName(file), file))], IsSet: true)];

    protected override void Run(StageContext context, GatherOptions options) =>
        File.WriteAllText(context.Output("lines.txt"), string.Concat(Directory.GetFiles(context.DataRoot, "*.txt").Order(StringComparer.Ordinal).Select(File.ReadAllText)));
}
