using AligNet.Domain;

namespace AligNet.Stages.Pretrain;

/// <summary>Size and training of a simulated study's teacher or student. The defaults are the student's; <see cref="Teacher"/> has the
/// teacher's. All are the project's own choices (docs/simulated-study.md).</summary>
public sealed record PretrainOptions : StageOptions
{
    /// <summary>The teacher's defaults: wider, deeper and longer trained than the student.</summary>
    public static PretrainOptions Teacher { get; } = new() { Width = 96, Depth = 4, Heads = 4, Epochs = 17 };

    /// <summary>Side of a patch, pixels; divides the images' size.</summary>
    public int PatchSize { get => Read(field); init; } = 8;

    /// <summary>Width of a token; a multiple of <see cref="Heads"/>.</summary>
    public int Width { get => Read(field); init; } = 64;

    /// <summary>Number of blocks.</summary>
    public int Depth { get => Read(field); init; } = 3;

    /// <summary>Attention heads.</summary>
    public int Heads { get => Read(field); init; } = 4;

    /// <summary>Passes over the images.</summary>
    public int Epochs { get => Read(field); init; } = 10;

    /// <summary>Images a step.</summary>
    public int Batch { get => Read(field); init; } = 64;

    /// <summary>Highest learning rate.</summary>
    public double LearningRate { get => Read(field); init; } = 1e-3;

    /// <summary>Share of the steps with a linearly rising rate; the rest falls to 0 as a cosine.</summary>
    public double WarmupShare { get => Read(field); init; } = 0.1;

    /// <summary>Decoupled decay of weight matrices towards 0.</summary>
    public double WeightDecay { get => Read(field); init; } = 0.05;

    /// <summary>Images are shifted by up to this many pixels each way in training, edges wrapped; 0: not at all.</summary>
    public int MaxShift { get => Read(field); init; } = 3;

    /// <summary>The architecture for images of a size.</summary>
    public VisionTransformerConfig Architecture(int imageSize) => new()
    {
        ImageSize = imageSize,
        PatchSize = PatchSize,
        Width = Width,
        Depth = Depth,
        Heads = Heads,
        MlpWidth = 4 * Width,
    };

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach ((string key, int value) in new[]
        {
            ("patch_size", PatchSize), ("width", Width), ("depth", Depth), ("heads", Heads), ("epochs", Epochs), ("batch", Batch),
        })
        {
            if (value < 1)
            {
                yield return $"{key}: expected 1 or more, found {value}.";
            }
        }

        if (Heads > 0 && Width % Heads != 0)
        {
            yield return $"heads: expected a divisor of width ({Width}), found {Heads}.";
        }

        if (!(LearningRate > 0))
        {
            yield return $"learning_rate: expected above 0, found {LearningRate}.";
        }

        if (WarmupShare is not (>= 0 and <= 1))
        {
            yield return $"warmup_share: expected 0 to 1, found {WarmupShare}.";
        }

        if (!(WeightDecay >= 0))
        {
            yield return $"weight_decay: expected 0 or more, found {WeightDecay}.";
        }

        if (MaxShift < 0)
        {
            yield return $"max_shift: expected 0 or more, found {MaxShift}.";
        }
    }
}
