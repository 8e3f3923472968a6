using System.Numerics.Tensors;

namespace AligNet.Numerics.Alignment;

/// <summary>Losses between a teacher's and a student's odd-one-out distribution, and their gradients, computed from log-softmax so that a probability that
/// underflows gives a finite loss.</summary>
/// <remarks>Source: METHOD section 7; reference: alignet losses.py (KLDTripletLoss, JSDTripletLoss, ContrastiveTripletLoss). Plain twin of the trainer's tensors.</remarks>
public static class AlignmentLoss
{
    /// <summary>Loss of one triplet, in nats.</summary>
    /// <param name="kind">Which loss.</param>
    /// <param name="teacherLog">ln P, 3 values, pairs ij, ik, jk; not used by the contrastive loss.</param>
    /// <param name="studentLog">ln Q, likewise.</param>
    public static double Value(AlignmentLossKind kind, ReadOnlySpan<double> teacherLog, ReadOnlySpan<double> studentLog)
    {
        if (kind == AlignmentLossKind.Contrastive)
        {
            return -studentLog[0];
        }

        double loss = 0;
        for (int pair = 0; pair < 3; pair++)
        {
            (double p, double q) = (teacherLog[pair], studentLog[pair]);
            loss += kind == AlignmentLossKind.KullbackLeibler
                ? Weighted(p, p - q)
                : 0.5 * (Weighted(p, p - LogMean(p, q)) + Weighted(q, q - LogMean(p, q)));
        }

        return loss;
    }

    /// <summary>Derivative of <see cref="Value"/> by the student's logits, whose log-softmax <paramref name="studentLog"/> is.</summary>
    /// <param name="kind">Which loss.</param>
    /// <param name="teacherLog">ln P.</param>
    /// <param name="studentLog">ln Q.</param>
    /// <param name="gradient">Receives 3 values that sum to 0.</param>
    public static void Gradient(AlignmentLossKind kind, ReadOnlySpan<double> teacherLog, ReadOnlySpan<double> studentLog, Span<double> gradient)
    {
        if (kind != AlignmentLossKind.JensenShannon)
        {
            for (int pair = 0; pair < 3; pair++)
            {
                double target = kind == AlignmentLossKind.KullbackLeibler ? Math.Exp(teacherLog[pair]) : pair == 0 ? 1 : 0;
                gradient[pair] = Math.Exp(studentLog[pair]) - target;
            }

            return;
        }

        // By q the derivative is ln(q / m) / 2; the softmax removes its mean under Q.
        double mean = 0;
        for (int pair = 0; pair < 3; pair++)
        {
            gradient[pair] = 0.5 * (studentLog[pair] - LogMean(teacherLog[pair], studentLog[pair]));
            mean += Weighted(studentLog[pair], gradient[pair]);
        }

        for (int pair = 0; pair < 3; pair++)
        {
            gradient[pair] = Weighted(studentLog[pair], gradient[pair] - mean);
        }
    }

    /// <summary>Loss of one triplet of student representations, and its gradient by them.</summary>
    /// <param name="kind">Which loss.</param>
    /// <param name="teacherLog">ln P, 3 values.</param>
    /// <param name="student">Rows i, j, k, 3 × dim.</param>
    /// <param name="temperature">τ_s, divides the dot products.</param>
    /// <param name="unitNorm">Whether rows are divided by their L2 norm first.</param>
    /// <param name="gradient">Receives 3 × dim values.</param>
    public static double ValueAndGradient(AlignmentLossKind kind, ReadOnlySpan<double> teacherLog, ReadOnlySpan<double> student, double temperature, bool unitNorm, Span<double> gradient)
    {
        if (student.Length % 3 != 0 || gradient.Length != student.Length)
        {
            throw new ArgumentException($"Expected 3 rows and as many gradients, got {student.Length} and {gradient.Length} values.");
        }

        int dim = student.Length / 3;
        double[] rows = student.ToArray();
        Span<double> norms = stackalloc double[3];
        for (int row = 0; row < 3; row++)
        {
            Span<double> line = rows.AsSpan(row * dim, dim);
            norms[row] = unitNorm ? TensorPrimitives.Norm<double>(line) : 1;
            TensorPrimitives.Divide(line, norms[row], line);
        }

        Span<double> x = rows.AsSpan(0, dim), y = rows.AsSpan(dim, dim), z = rows.AsSpan(2 * dim, dim);
        Span<double> log = [TensorPrimitives.Dot<double>(x, y), TensorPrimitives.Dot<double>(x, z), TensorPrimitives.Dot<double>(y, z)];
        TripletSoftmax.Log(log, temperature, log);
        Span<double> slope = stackalloc double[3];
        Gradient(kind, teacherLog, log, slope);
        for (int at = 0; at < dim; at++)
        {
            gradient[at] = ((slope[0] * y[at]) + (slope[1] * z[at])) / temperature;
            gradient[dim + at] = ((slope[0] * x[at]) + (slope[2] * z[at])) / temperature;
            gradient[(2 * dim) + at] = ((slope[1] * x[at]) + (slope[2] * y[at])) / temperature;
        }

        if (unitNorm)
        {
            for (int row = 0; row < 3; row++)
            {
                // Only the part across the row changes a unit vector.
                Span<double> line = gradient.Slice(row * dim, dim);
                TensorPrimitives.MultiplyAdd(rows.AsSpan(row * dim, dim), -TensorPrimitives.Dot<double>(rows.AsSpan(row * dim, dim), line), line, line);
                TensorPrimitives.Divide(line, norms[row], line);
            }
        }

        return Value(kind, teacherLog, log);
    }

    // eᵃ·x, 0 where the probability is 0 (0·ln 0 = 0).
    private static double Weighted(double log, double x) => double.IsNegativeInfinity(log) ? 0 : Math.Exp(log) * x;

    private static double LogMean(double a, double b)
    {
        double larger = Math.Max(a, b);
        return double.IsNegativeInfinity(larger) ? larger : larger + Math.Log((Math.Exp(a - larger) + Math.Exp(b - larger)) / 2);
    }
}
