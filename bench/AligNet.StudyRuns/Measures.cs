using AligNet.Domain;

namespace AligNet.StudyRuns;

/// <summary>The few measures that the runs print.</summary>
internal static class Measures
{
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int index = 0; index < a.Length; index++)
        {
            sum += (double)a[index] * b[index];
        }

        return sum;
    }

    /// <summary>Share of triplets whose first pair is the most similar; a tie counts in parts.</summary>
    public static double OddOneOut(Representations rows, Triplet[] triplets) => triplets.Average(triplet =>
    {
        double ij = Dot(rows.Row(triplet.First), rows.Row(triplet.Second));
        double ik = Dot(rows.Row(triplet.First), rows.Row(triplet.OddOneOut));
        double jk = Dot(rows.Row(triplet.Second), rows.Row(triplet.OddOneOut));
        double most = Math.Max(ij, Math.Max(ik, jk));
        int ties = (ij == most ? 1 : 0) + (ik == most ? 1 : 0) + (jk == most ? 1 : 0);
        return ij == most ? 1.0 / ties : 0;
    });

    public static double Pearson(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        (double meanA, double meanB) = (a.Average(), b.Average());
        (double cross, double squareA, double squareB) = (0, 0, 0);
        for (int index = 0; index < a.Count; index++)
        {
            (double x, double y) = (a[index] - meanA, b[index] - meanB);
            (cross, squareA, squareB) = (cross + (x * y), squareA + (x * x), squareB + (y * y));
        }

        return cross / Math.Sqrt(squareA * squareB);
    }

    public static double Spearman(IReadOnlyList<double> a, IReadOnlyList<double> b) => Pearson(Ranks(a), Ranks(b));

    /// <summary>Entropy in nats of the softmax of three similarities over a temperature.</summary>
    public static double Entropy(double[] similarities, double temperature)
    {
        double maximum = similarities.Max();
        double[] exponentials = [.. similarities.Select(value => Math.Exp((value - maximum) / temperature))];
        double total = exponentials.Sum();
        return -exponentials.Sum(value => value > 0 ? value / total * Math.Log(value / total) : 0);
    }

    /// <summary>Upper triangle, without the diagonal, of the dot products of rows.</summary>
    public static double[] UpperTriangle(Representations rows) =>
        [.. Enumerable.Range(0, rows.Rows).SelectMany(i => Enumerable.Range(i + 1, rows.Rows - i - 1).Select(j => Dot(rows.Row(i), rows.Row(j))))];

    private static double[] Ranks(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(index => values[index])];
        double[] ranks = new double[values.Count];
        for (int start = 0; start < order.Length;)
        {
            int end = start;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            for (int index = start; index < end; index++)
            {
                ranks[order[index]] = (start + end - 1) / 2.0;
            }

            start = end;
        }

        return ranks;
    }
}
