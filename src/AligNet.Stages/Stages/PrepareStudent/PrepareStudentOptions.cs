using AligNet.Domain;

namespace AligNet.Stages.PrepareStudent;

/// <summary>How the student's checkpoint is read and how it wants its images.</summary>
public sealed record PrepareStudentOptions : StageOptions
{
    /// <summary>Side of the images in training and evaluation, pixels; 0: as the checkpoint says. Position embeddings are resampled.</summary>
    public int ImageSize { get => Read(field); init; }

    /// <summary>How position embeddings are fitted to another image size: antialiased-bicubic (timm), bicubic (transformers) or
    /// aligned-bicubic (torchvision).</summary>
    public PositionResampling PositionResampling { get => Read(field); init; } = PositionResampling.AntialiasedBicubic;

    /// <summary>centre-crop (the shorter side to resize_size, then the centre is cut out) or squash (both sides to the image size);
    /// as-model: what the files beside the checkpoint say, else centre-crop.</summary>
    public ImageFraming? Framing { get => Read(field); init; }

    /// <summary>Length of the shorter side before the crop, pixels; 0: as the model says, else the image size times 256/224.</summary>
    public int ResizeSize { get => Read(field); init; }

    /// <summary>bicubic or bilinear (antialiased, as Pillow), or open-cv-bicubic (not antialiased); as-model: what the files beside the
    /// checkpoint say, else bicubic.</summary>
    public ImageInterpolation? Interpolation { get => Read(field); init; }

    /// <summary>Mean of each channel (R, G, B) on the scale 0 to 1; empty: as the model says, else ImageNet's.</summary>
    public double[] Mean { get => Read(field); init; } = [];

    /// <summary>Standard deviation of each channel; empty: as the model says, else ImageNet's.</summary>
    public double[] Std { get => Read(field); init; } = [];

    /// <summary>Attention heads; 0: from the weights or config.json beside them, else one per 64 columns.</summary>
    public int Heads { get => Read(field); init; }

    /// <summary>exact (erf) or tanh (its approximation); as-model: from config.json, else what the checkpoint's library does.</summary>
    public GeluForm? Gelu { get => Read(field); init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        if (ImageSize < 0)
        {
            yield return $"image_size: expected 0 (as the checkpoint says) or more, found {ImageSize}.";
        }

        if (ResizeSize < 0 || (ResizeSize > 0 && ResizeSize < ImageSize))
        {
            yield return $"resize_size: expected 0 or at least image_size ({ImageSize}), found {ResizeSize}.";
        }

        if (Heads < 0)
        {
            yield return $"heads: expected 0 or more, found {Heads}.";
        }

        if (Mean.Length is not (0 or 3))
        {
            yield return $"mean: expected three numbers (R, G, B) or none, found {Mean.Length}.";
        }

        if (Std.Length is not (0 or 3) || Std.Any(value => !(value > 0)))
        {
            yield return $"std: expected three numbers above 0 or none, found [{string.Join(", ", Std)}].";
        }
    }
}
