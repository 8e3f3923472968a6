namespace AligNet.Stages.Corruptions;

/// <summary>What the contact sheet of corruptions shows.</summary>
public sealed record CorruptionsOptions : StageOptions
{
    /// <summary>Sample images, side by side.</summary>
    public int Images { get => Read(field); init; } = 2;

    /// <summary>Side of the square that is corrupted, pixels. Default: ImageNet-C's. Lengths scale with it.</summary>
    public int Size { get => Read(field); init; } = 224;

    /// <summary>Side of a thumbnail, pixels.</summary>
    public int Thumbnail { get => Read(field); init; } = 112;

    /// <summary>JPEG quality of the sheet.</summary>
    public int Quality { get => Read(field); init; } = 90;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        if (Images is < 1 or > 20)
        {
            yield return $"images: expected 1 to 20, found {Images}.";
        }

        if (Size is < 8 or > 2048)
        {
            yield return $"size: expected 8 to 2048, found {Size}.";
        }

        if (Thumbnail is < 32 or > 512)
        {
            yield return $"thumbnail: expected 32 to 512, found {Thumbnail}.";
        }

        if (Quality is < 1 or > 100)
        {
            yield return $"quality: expected 1 to 100, found {Quality}.";
        }
    }
}
