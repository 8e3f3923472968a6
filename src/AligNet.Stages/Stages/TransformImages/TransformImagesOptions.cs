namespace AligNet.Stages.TransformImages;

/// <summary>This stage has no options.</summary>
public sealed record TransformImagesOptions : StageOptions
{
    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => [];
}
