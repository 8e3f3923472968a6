namespace AligNet.Stages.Evaluate;

/// <summary>Options of the table of all evaluations: none, each evaluation has its own.</summary>
public sealed record EvaluateOptions : StageOptions
{
    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => [];
}
