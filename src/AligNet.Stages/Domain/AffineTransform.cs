namespace AligNet.Domain;

/// <summary>The affine map from teacher representations to human-like ones: x ↦ ((x − mean) / std) · W + b.</summary>
/// <remarks>Mean and standard deviation are single scalars over all entries of the matrix that the transform was fitted on.
/// Source: METHOD section 2; gLocal's global probe keeps the same four arrays.</remarks>
public sealed class AffineTransform
{
    /// <summary>Creates a transform of a given width.</summary>
    /// <param name="mean">Scalar subtracted from every entry.</param>
    /// <param name="std">Scalar that divides every entry; above 0.</param>
    /// <param name="weights">W, row-major, dim × dim; rows multiply from the left (x·W).</param>
    /// <param name="bias">b, length dim.</param>
    /// <exception cref="ArgumentException">Weights are not dim × dim, or std is not above 0.</exception>
    public AffineTransform(double mean, double std, float[] weights, float[] bias)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(bias);
        if (weights.LongLength != (long)bias.Length * bias.Length)
        {
            throw new ArgumentException($"{weights.Length} weights do not form a {bias.Length} × {bias.Length} matrix.", nameof(weights));
        }

        if (!(std > 0) || !double.IsFinite(std) || !double.IsFinite(mean))
        {
            throw new ArgumentException($"Mean must be finite and std finite and above 0, found {mean} and {std}.", nameof(std));
        }

        (Mean, Std, Weights, Bias) = (mean, std, weights, bias);
    }

    /// <summary>Scalar mean over all entries of the fitted matrix.</summary>
    public double Mean { get; }

    /// <summary>Scalar population standard deviation over all entries of the fitted matrix.</summary>
    public double Std { get; }

    /// <summary>W, row-major, <see cref="Dim"/> × <see cref="Dim"/>.</summary>
    public float[] Weights { get; }

    /// <summary>b, length <see cref="Dim"/>.</summary>
    public float[] Bias { get; }

    /// <summary>Width of the representations that the transform takes and gives.</summary>
    public int Dim => Bias.Length;
}
