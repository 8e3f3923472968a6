using AligNet.Domain;

namespace AligNet.Stages.Finetune;

/// <summary>Options of soft alignment (METHOD section 7). Defaults: the released configuration.</summary>
public sealed record FinetuneOptions : StageOptions
{
    /// <summary>kl (KL(P‖Q), the paper), jsd (the released configuration) or contrastive (-log Q of the teacher's pair).</summary>
    public TripletLossKind Loss { get => Read(field); init; } = TripletLossKind.JensenShannon;

    /// <summary>Temperature τ_t of the teacher's softmax; unitless, divides the similarities.</summary>
    public double TeacherTemperature { get => Read(field); init; } = 1;

    /// <summary>Temperature τ_s of the student's softmax; unitless, divides the dot products.</summary>
    public double StudentTemperature { get => Read(field); init; } = 100;

    /// <summary>Width of the linear triplet head; 0: no head.</summary>
    public int HeadWidth { get => Read(field); init; } = 1024;

    /// <summary>Whether representations are brought to unit norm before their dot products.</summary>
    public bool UnitNorm { get => Read(field); init; }

    /// <summary>decoupled (decay to the start inside the optimiser, released) or loss (λ‖θ − θ₀‖², the paper's equation 6).</summary>
    public StartRegulariser Regulariser { get => Read(field); init; } = StartRegulariser.Decoupled;

    /// <summary>Weight of the regulariser: w of the decoupled form, λ of the loss form.</summary>
    public double RegulariserWeight { get => Read(field); init; } = 1;

    /// <summary>Highest learning rate, reached after the warm-up.</summary>
    public double LearningRate { get => Read(field); init; } = 3e-5;

    /// <summary>Steps of linear warm-up from 0.</summary>
    public int WarmupSteps { get => Read(field); init; } = 5_000;

    /// <summary>Steps in all, warm-up included; the rate falls to 0 as a cosine.</summary>
    public int Steps { get => Read(field); init; } = 100_000;

    /// <summary>Triplets of one step.</summary>
    public int Batch { get => Read(field); init; } = 512;

    /// <summary>Consecutive triplets that stay together when the order is shuffled; set it to sample-triplets.block_triplets when that draws
    /// in blocks, so that a batch shows few different images. 1: every triplet on its own.</summary>
    public int BlockTriplets { get => Read(field); init; } = 1;

    /// <summary>Largest norm of the gradient; 0: not clipped.</summary>
    public double GradientClip { get => Read(field); init; }

    /// <summary>float32, or bfloat16 for matrix products on processors that have the instructions; weights, updates and loss are float32 always.</summary>
    public TrainingPrecision Precision { get => Read(field); init; } = TrainingPrecision.Float32;

    /// <summary>Steps between two checkpoints.</summary>
    [NotKeyed]
    public int CheckpointSteps { get => Read(field); init; } = 50;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach ((string key, double value) in new (string, double)[]
        {
            ("teacher_temperature", TeacherTemperature), ("student_temperature", StudentTemperature), ("learning_rate", LearningRate),
            ("steps", Steps), ("batch", Batch), ("block_triplets", BlockTriplets), ("checkpoint_steps", CheckpointSteps),
        })
        {
            if (!(value > 0))
            {
                yield return $"{key}: expected a value above 0, found {value}.";
            }
        }

        foreach ((string key, double value) in new (string, double)[]
        {
            ("head_width", HeadWidth), ("regulariser_weight", RegulariserWeight), ("gradient_clip", GradientClip), ("warmup_steps", WarmupSteps),
        })
        {
            if (!(value >= 0))
            {
                yield return $"{key}: expected 0 or more, found {value}.";
            }
        }

        if (WarmupSteps > Steps)
        {
            yield return $"warmup_steps: expected at most steps ({Steps}), found {WarmupSteps}.";
        }
    }
}
