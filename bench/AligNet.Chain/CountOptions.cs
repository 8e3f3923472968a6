using AligNet.Stages;

namespace AligNet.Chain;

public sealed record CountOptions : StageOptions
{
    public override IEnumerable<string> Errors() => [];
}
