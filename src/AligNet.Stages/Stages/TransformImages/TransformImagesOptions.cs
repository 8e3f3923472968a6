namespace AligNet.Stages.TransformImages;

/// <summary>This stage has no options.</summary>
public sealed record TransformImagesOptions : IStageOptions
{
    /// <inheritdoc/>
    public IEnumerable<string> Errors() => [];
}
