using System.IO;
using AligNet.Stages;

namespace AligNet.Chain;

/// <summary>Step 3: the count times a factor.</summary>
public sealed class ReportStage : Stage<ReportOptions>
{
    public override string Name => "report";

    public override IReadOnlyList<string> Outputs => ["report.txt"];

    protected override void Run(StageContext context, ReportOptions options) =>
        File.WriteAllText(context.Output("report.txt"), $"{int.Parse(File.ReadAllText(context.Input("count"))) * options.Factor}\n");
}
