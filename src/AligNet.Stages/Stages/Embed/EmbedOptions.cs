using AligNet.Domain;
using AligNet.Onnx;

namespace AligNet.Stages.Embed;

/// <summary>How images are prepared for an ONNX encoder and which output is its representation (METHOD section 3). What is left at its
/// default is taken from the model: its metadata, its input shape, its outputs.</summary>
public sealed record EmbedOptions : StageOptions
{
    /// <summary>Side of the square input, pixels; 0: as the model says.</summary>
    public int ImageSize { get => Read(field); init; }

    /// <summary>centre-crop (the shorter side to resize_size, then the centre is cut out) or squash (both sides to the input size); as-model:
    /// what the model's metadata say, else centre-crop.</summary>
    public ImageFraming? Framing { get => Read(field); init; }

    /// <summary>Length of the shorter side before the crop, pixels; 0: as the model says, else the input size times 256/224.</summary>
    public int ResizeSize { get => Read(field); init; }

    /// <summary>bicubic or bilinear (antialiased, as Pillow), or open-cv-bicubic (not antialiased); as-model: what the model's metadata say,
    /// else bicubic.</summary>
    public ImageInterpolation? Interpolation { get => Read(field); init; }

    /// <summary>Mean of each channel (R, G, B) on the scale 0 to 1, subtracted; empty: as the model says, else ImageNet's.</summary>
    public double[] Mean { get => Read(field); init; } = [];

    /// <summary>Standard deviation of each channel, divides; empty: as the model says, else ImageNet's.</summary>
    public double[] Std { get => Read(field); init; } = [];

    /// <summary>Name of the model's input; empty: the only one.</summary>
    public string Input { get => Read(field); init; } = "";

    /// <summary>channels-first (NCHW) or channels-last (NHWC); as-model: told from the input's extents.</summary>
    public ImageLayout? Layout { get => Read(field); init; }

    /// <summary>Name of the output that is the representation; empty: the pooled output if one is recognised, else the first.</summary>
    public string Output { get => Read(field); init; } = "";

    /// <summary>For an output of one row a token: whether the mean of all tokens is taken instead of the first (the class token).</summary>
    public bool MeanOfTokens { get => Read(field); init; }

    /// <summary>Whether the EXIF orientation is followed; the reference loaders ignore it.</summary>
    public bool FollowOrientation { get => Read(field); init; }

    /// <summary>Images of one call of the encoder; matrix products may differ in the last bit between batch sizes.</summary>
    public int Batch { get => Read(field); init; } = 32;

    /// <summary>Images in a shard of the large set, at most: an image that changes has its shard embedded again. Shards are batched for themselves.</summary>
    public int ShardImages { get => Read(field); init; } = 128;

    /// <summary>The part that concerns the model.</summary>
    internal OnnxEncoderOptions ForEncoder(int threads) =>
        new() { Input = Input, Layout = Layout, Output = Output, ImageSize = ImageSize, MeanOfTokens = MeanOfTokens, Threads = threads };

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        if (ImageSize < 0)
        {
            yield return $"image_size: expected 0 (as the model says) or more, found {ImageSize}.";
        }

        if (ShardImages < 1)
        {
            yield return $"shard_images: expected 1 or more, found {ShardImages}.";
        }

        if (ResizeSize < 0)
        {
            yield return $"resize_size: expected 0 or more, found {ResizeSize}.";
        }

        if (Mean.Length is not (0 or 3))
        {
            yield return $"mean: expected three numbers (R, G, B) or none, found {Mean.Length}.";
        }

        if (Std.Length is not (0 or 3) || Std.Any(value => !(value > 0)))
        {
            yield return $"std: expected three numbers above 0 or none, found [{string.Join(", ", Std)}].";
        }

        if (Batch < 1)
        {
            yield return $"batch: expected 1 or more, found {Batch}.";
        }
    }
}
