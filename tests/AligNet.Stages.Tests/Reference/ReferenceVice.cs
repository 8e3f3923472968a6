using AligNet.Domain;
using AligNet.Numerics.Vice;

namespace AligNet.Tests.Reference;

/// <summary>One VICE loss and its gradients in double precision, formula by formula: the slow twin of ViceModel.</summary>
internal static class ReferenceVice
{
    public static (double CrossEntropy, double Complexity, double[] LocGradient, double[] LogScaleGradient) Step(
        SpikeAndSlabPrior prior, float[] loc, float[] logScale, float[] noise, int dims, Triplet[] batch, int triplets)
    {
        double[] x = [.. loc.Select((value, at) => value + (Math.Exp(logScale[at]) * noise[at]))];
        double[] locGradient = new double[loc.Length];
        double[] logScaleGradient = new double[loc.Length];
        double crossEntropy = 0;
        foreach (Triplet triplet in batch)
        {
            (int, int)[] pairs = [(triplet.First, triplet.Second), (triplet.First, triplet.OddOneOut), (triplet.Second, triplet.OddOneOut)];
            double[] similarities = [.. pairs.Select(pair => Enumerable.Range(0, dims).Sum(d => Math.Max(0, x[(pair.Item1 * dims) + d]) * Math.Max(0, x[(pair.Item2 * dims) + d])))];
            double normaliser = similarities.Sum(s => Math.Exp(s - similarities[0]));
            crossEntropy += Math.Log(normaliser) / batch.Length;
            for (int p = 0; p < 3; p++)
            {
                double weight = ((Math.Exp(similarities[p] - similarities[0]) / normaliser) - (p == 0 ? 1 : 0)) / batch.Length;
                for (int d = 0; d < dims; d++)
                {
                    (int a, int b) = ((pairs[p].Item1 * dims) + d, (pairs[p].Item2 * dims) + d);
                    locGradient[a] += x[a] > 0 ? weight * Math.Max(0, x[b]) : 0;
                    locGradient[b] += x[b] > 0 ? weight * Math.Max(0, x[a]) : 0;
                }
            }
        }

        double complexity = 0;
        for (int at = 0; at < x.Length; at++)
        {
            complexity += (prior.LogVariational(x[at], loc[at], logScale[at]) - prior.LogDensity(x[at])) / triplets;
            const double Width = 1e-5;
            locGradient[at] -= (prior.LogDensity(x[at] + Width) - prior.LogDensity(x[at] - Width)) / (2 * Width) / triplets;
            logScaleGradient[at] = (locGradient[at] * (x[at] - loc[at])) - (1.0 / triplets);
        }

        return (crossEntropy, complexity, locGradient, logScaleGradient);
    }
}
