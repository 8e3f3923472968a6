using AligNet.Stages;

namespace AligNet.Chain;

public sealed record GatherOptions : StageOptions
{
    public override IEnumerable<string> Errors() => [];
}
