using AligNet.Domain;

namespace AligNet.Stages.PrepareStudent;

/// <summary>How the student's checkpoint is read and how it wants its images.</summary>
public sealed record PrepareStudentOptions : IStageOptions
{
    /// <summary>Side of the images in training and evaluation, pixels; 0: as the checkpoint says. Position embeddings are resampled.</summary>
    public int ImageSize { get; init; }

    /// <summary>centre-crop (the shorter side to resize_size, then the centre is cut out) or squash (both sides to the image size).</summary>
    public ImageFraming Framing { get; init; } = ImageFraming.CentreCrop;

    /// <summary>Length of the shorter side before the crop, pixels; 0: the image size times 256/224.</summary>
    public int ResizeSize { get; init; }

    /// <summary>bicubic or bilinear (antialiased, as Pillow), or open-cv-bicubic (not antialiased).</summary>
    public ImageInterpolation Interpolation { get; init; } = ImageInterpolation.Bicubic;

    /// <summary>Mean of each channel on the scale 0 to 1. Default: ImageNet's.</summary>
    public double[] Mean { get; init; } = [0.485, 0.456, 0.406];

    /// <summary>Standard deviation of each channel. Default: ImageNet's.</summary>
    public double[] Std { get; init; } = [0.229, 0.224, 0.225];

    /// <summary>Attention heads; 0: from config.json beside the weights, else one per 64 columns.</summary>
    public int Heads { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
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

        if (Mean.Length != 3)
        {
            yield return $"mean: expected three numbers (R, G, B), found {Mean.Length}.";
        }

        if (Std.Length != 3 || Std.Any(value => !(value > 0)))
        {
            yield return $"std: expected three numbers above 0, found [{string.Join(", ", Std)}].";
        }
    }
}
