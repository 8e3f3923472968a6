namespace AligNet.Stages.Recovery;

/// <summary>This stage has no options.</summary>
public sealed record RecoveryOptions : StageOptions
{
    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => [];
}
