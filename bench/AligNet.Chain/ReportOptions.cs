using AligNet.Stages;

namespace AligNet.Chain;

public sealed record ReportOptions : StageOptions
{
    public int Factor { get => Read(field); init; } = 1;

    public override IEnumerable<string> Errors() => [];
}
