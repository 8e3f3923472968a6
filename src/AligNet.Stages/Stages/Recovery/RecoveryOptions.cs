namespace AligNet.Stages.Recovery;

/// <summary>This stage has no options.</summary>
public sealed record RecoveryOptions : IStageOptions
{
    /// <inheritdoc/>
    public IEnumerable<string> Errors() => [];
}
