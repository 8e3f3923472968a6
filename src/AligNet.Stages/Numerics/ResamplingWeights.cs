namespace AligNet.Numerics;

/// <summary>For each output position of a one-dimensional antialiased resampling: which inputs it mixes, with which weights.</summary>
/// <remarks>The kernel is stretched by the scale when shrinking, cut at the edges and renormalised to a sum of 1, as Pillow's
/// <c>ImagingResample</c> and PyTorch's <c>interpolate(antialias=True)</c> do. Kernel: R. Keys, Cubic convolution interpolation for
/// digital image processing (1981), with a = -0.5.</remarks>
public sealed class ResamplingWeights
{
    private readonly int[] _starts;
    private readonly double[][] _weights;

    private ResamplingWeights(int[] starts, double[][] weights) => (_starts, _weights) = (starts, weights);

    /// <summary>Number of output positions.</summary>
    public int Count => _starts.Length;

    /// <summary>The weights for resampling a whole line.</summary>
    /// <param name="filter">The kernel.</param>
    /// <param name="inputs">Positions of the input line; at least 1.</param>
    /// <param name="outputs">Positions of the output line; at least 1.</param>
    public static ResamplingWeights Create(ResamplingFilter filter, int inputs, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        double scale = (double)inputs / outputs;
        double stretch = Math.Max(scale, 1);
        double support = (filter == ResamplingFilter.Bicubic ? 2 : 1) * stretch;
        int[] starts = new int[outputs];
        double[][] weights = new double[outputs][];
        for (int output = 0; output < outputs; output++)
        {
            double centre = (output + 0.5) * scale;
            int start = Math.Max((int)(centre - support + 0.5), 0);
            int end = Math.Min((int)(centre + support + 0.5), inputs);
            double[] line = new double[end - start];
            double sum = 0;
            for (int index = 0; index < line.Length; index++)
            {
                line[index] = Kernel(filter, (index + start - centre + 0.5) / stretch);
                sum += line[index];
            }

            for (int index = 0; index < line.Length && sum != 0; index++)
            {
                line[index] /= sum;
            }

            (starts[output], weights[output]) = (start, line);
        }

        return new ResamplingWeights(starts, weights);
    }

    /// <summary>First input that an output position mixes.</summary>
    public int Start(int output) => _starts[output];

    /// <summary>Weights of the inputs from <see cref="Start"/> on; they sum to 1.</summary>
    public ReadOnlySpan<double> Weights(int output) => _weights[output];

    private static double Kernel(ResamplingFilter filter, double x)
    {
        const double A = -0.5;
        x = Math.Abs(x);
        return filter switch
        {
            ResamplingFilter.Bilinear => x < 1 ? 1 - x : 0,
            ResamplingFilter.Bicubic when x < 1 => ((((A + 2) * x) - (A + 3)) * x * x) + 1,
            ResamplingFilter.Bicubic when x < 2 => ((((x - 5) * x) + 8) * x - 4) * A,
            _ => 0,
        };
    }
}
