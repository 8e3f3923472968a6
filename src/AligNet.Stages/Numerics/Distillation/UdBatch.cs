using System.Numerics.Tensors;
using AligNet.Domain;

namespace AligNet.Numerics.Distillation;

/// <summary>The data term on a batch of triplets over rows Y: mean of −Σ_pair q ln softmax(s)[pair], s the dot products of rows.</summary>
internal static class UdBatch
{
    /// <summary>Loss of the batch and its gradient by the rows.</summary>
    /// <param name="triplets">Rows of <paramref name="y"/>.</param>
    /// <param name="targets">3 probabilities per triplet (ij, ik, jk); empty for one-hot on ij.</param>
    /// <param name="y">Rows of <paramref name="width"/> values.</param>
    /// <param name="width">Width of a row.</param>
    /// <param name="gradient">Shape of y; added to.</param>
    public static double LossAndGradient(ReadOnlySpan<Triplet> triplets, ReadOnlySpan<float> targets, ReadOnlySpan<double> y, int width, Span<double> gradient)
    {
        double total = 0;
        Span<double> pairs = stackalloc double[3];
        for (int index = 0; index < triplets.Length; index++)
        {
            (int i, int j, int k) = (triplets[index].First * width, triplets[index].Second * width, triplets[index].OddOneOut * width);
            ReadOnlySpan<double> a = y.Slice(i, width), b = y.Slice(j, width), c = y.Slice(k, width);
            (pairs[0], pairs[1], pairs[2]) = (TensorPrimitives.Dot(a, b), TensorPrimitives.Dot(a, c), TensorPrimitives.Dot(b, c));
            ReadOnlySpan<float> target = targets.IsEmpty ? [1, 0, 0] : targets.Slice(3 * index, 3);
            total += LossToGradient(pairs, target);
            double ij = pairs[0] / triplets.Length, ik = pairs[1] / triplets.Length, jk = pairs[2] / triplets.Length;
            AddScaled(b, ij, c, ik, gradient.Slice(i, width));
            AddScaled(a, ij, c, jk, gradient.Slice(j, width));
            AddScaled(a, ik, b, jk, gradient.Slice(k, width));
        }

        return total / triplets.Length;
    }

    /// <summary>−Σ q ln softmax(s) of one triplet; replaces the similarities by the derivative of that loss by them.</summary>
    public static double LossToGradient(Span<double> pairs, ReadOnlySpan<float> target)
    {
        double largest = Math.Max(pairs[0], Math.Max(pairs[1], pairs[2]));
        double logSum = largest + Math.Log(Math.Exp(pairs[0] - largest) + Math.Exp(pairs[1] - largest) + Math.Exp(pairs[2] - largest));
        double mass = (double)target[0] + target[1] + target[2];
        double loss = 0;
        for (int pair = 0; pair < 3; pair++)
        {
            double logProbability = pairs[pair] - logSum;
            loss -= target[pair] * logProbability;
            pairs[pair] = (mass * Math.Exp(logProbability)) - target[pair];
        }

        return loss;
    }

    private static void AddScaled(ReadOnlySpan<double> x, double xWeight, ReadOnlySpan<double> y, double yWeight, Span<double> sum)
    {
        TensorPrimitives.MultiplyAdd(x, xWeight, sum, sum);
        TensorPrimitives.MultiplyAdd(y, yWeight, sum, sum);
    }
}
