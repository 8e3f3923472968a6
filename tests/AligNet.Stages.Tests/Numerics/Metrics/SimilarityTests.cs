using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;
using AligNet.Tests.Reference;
using CsCheck;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class SimilarityTests
{
    /// <summary>Room for another order of float64 additions over some hundred values of size 1.</summary>
    private const double Float64Sum = 1e-12;

    /// <summary>Rotated or rescaled rows are rounded to float32 again.</summary>
    private const double Float32Rows = 2e-5;

    [Theory]
    [InlineData(SimilarityMeasure.Dot)]
    [InlineData(SimilarityMeasure.Cosine)]
    [InlineData(SimilarityMeasure.NegativeEuclidean)]
    [InlineData(SimilarityMeasure.Pearson, 1e-6)]
    public void UpperTriangle_AtAllSmallAndOddWidths_MatchesTheDefinition(SimilarityMeasure measure, double tolerance = Float64Sum)
    {
        for (int width = 2; width <= 130; width++)
        {
            Representations rows = Gaussian(4, width, (ulong)width);
            double[] pairs = Rsm.UpperTriangle(rows, measure);
            int next = 0;
            for (int row = 0; row < rows.Rows; row++)
            {
                for (int column = row + 1; column < rows.Rows; column++)
                {
                    Assert.Equal(ReferenceMetrics.Similarity(rows.Row(row), rows.Row(column), measure), pairs[next++], tolerance * width);
                }
            }
        }
    }

    [Fact]
    public void Compute_OfAnyMeasure_IsSymmetricAndHoldsTheUpperTriangle()
    {
        Representations rows = Gaussian(9, 7, 1);
        double[] rsm = new double[81];
        Rsm.Compute(rows, SimilarityMeasure.Dot, rsm);

        Assert.Equal(Rsm.UpperTriangle(rows, SimilarityMeasure.Dot), Rsm.UpperTriangle(rsm, 9));
        Assert.All(Enumerable.Range(0, 81), entry => Assert.Equal(rsm[entry], rsm[(entry % 9 * 9) + (entry / 9)]));
        Assert.Equal(DotProduct.Double(rows.Row(3), rows.Row(3)), rsm[30]);
    }

    [Fact]
    public void DotRsm_OfRotatedRows_IsUnchanged()
    {
        const int Count = 12;
        const int Width = 6;
        Gen.Select(Gen.ULong, Gen.Int[0, Width - 2], Gen.Double[0, 2 * Math.PI]).Sample((seed, plane, angle) =>
        {
            Representations rows = Gaussian(Count, Width, seed);
            float[] turned = rows.ToArray();
            for (int row = 0; row < Count; row++)
            {
                int x = (row * Width) + plane;
                (turned[x], turned[x + 1]) = ((float)((Math.Cos(angle) * turned[x]) - (Math.Sin(angle) * turned[x + 1])),
                    (float)((Math.Sin(angle) * turned[x]) + (Math.Cos(angle) * turned[x + 1])));
            }

            Close(Rsm.UpperTriangle(rows, SimilarityMeasure.Dot),
                Rsm.UpperTriangle(new Representations(turned, Count, Width), SimilarityMeasure.Dot), Float32Rows);
        }, iter: 200);
    }

    [Fact]
    public void PearsonRsm_OfRowsMappedAffinely_IsUnchanged()
    {
        const int Count = 10;
        const int Width = 8;
        Gen.Select(Gen.ULong, Gen.Double[0.1, 10].Array[Count], Gen.Double[-5, 5].Array[Count]).Sample((seed, scales, shifts) =>
        {
            Representations rows = Gaussian(Count, Width, seed);
            float[] mapped = rows.ToArray();
            for (int entry = 0; entry < mapped.Length; entry++)
            {
                mapped[entry] = (float)((scales[entry / Width] * mapped[entry]) + shifts[entry / Width]);
            }

            Close(Rsm.UpperTriangle(rows, SimilarityMeasure.Pearson),
                Rsm.UpperTriangle(new Representations(mapped, Count, Width), SimilarityMeasure.Pearson), 5 * Float32Rows);
        }, iter: 200);
    }

    [Fact]
    public void Ranks_WithTies_MatchTheDefinition() =>
        Gen.Int[0, 12].Array[0, 40].Sample(values =>
        {
            double[] numbers = [.. values.Select(value => value / 4.0)];
            double[] ranks = new double[numbers.Length];
            Ranks.Average(numbers, ranks);
            Assert.Equal(ReferenceMetrics.Ranks(numbers), ranks);
        });

    [Fact]
    public void Spearman_UnderMonotoneMaps_IsUnchangedOrNegated() =>
        Gen.Select(Gen.Int[-20, 20].Array[30], Gen.Int[-20, 20].Array[30]).Sample((first, second) =>
        {
            double[] x = [.. first.Select(value => (double)value)];
            double[] y = [.. second.Select(value => (double)value)];
            double correlation = Correlation.Spearman(x, y);
            Assert.Equal(correlation, Correlation.Spearman([.. x.Select(value => Math.Exp(value / 5) - 3)], y), Float64Sum);
            Assert.Equal(-correlation, Correlation.Spearman(x, [.. y.Select(value => -(value * value * value))]), Float64Sum);
        });

    [Fact]
    public void Correlations_OfConstantOrUndefinedLists_AreNaN()
    {
        Assert.True(double.IsNaN(Correlation.Pearson([0.1, 0.1, 0.1], [1, 2, 3])));
        Assert.True(double.IsNaN(Correlation.Spearman([1, 2, 3], [0.1, 0.1, 0.1])));
        Assert.True(double.IsNaN(Correlation.Spearman([1, double.NaN, 3], [1, 2, 3])));
        Assert.True(double.IsNaN(Correlation.Pearson([], [])));
        Assert.Throws<ArgumentException>(() => Correlation.Spearman([1, 2], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => Ranks.Average([double.NaN], new double[1]));
    }

    [Fact]
    public void Similarities_OfZeroOrConstantRows_AreNaN()
    {
        // 0.1 is not exact in binary, so a mean with rounding would leave a remainder.
        var rows = new Representations(new float[] { 0, 0, 0, 0.1f, 0.1f, 0.1f, 1, 2, 3 }, 3, 3);
        Assert.Equal([true, true, false], Rsm.UpperTriangle(rows, SimilarityMeasure.Cosine).Select(double.IsNaN));
        Assert.Equal([true, true, true], Rsm.UpperTriangle(rows, SimilarityMeasure.Pearson).Select(double.IsNaN));
    }

    [Fact]
    public void ToRdm_OfSimilarities_GivesOneMinusEach()
    {
        double[] rdm = new double[3];
        Rsm.ToRdm([1, 0.25, -1], rdm);
        Assert.Equal([0, 0.75, 2], rdm);
        Assert.Throws<ArgumentException>(() => Rsm.ToRdm([1], rdm));
    }

    [Fact]
    public void CompareSelected_OfEachImageOnce_EqualsCompareAndOfRepeatsLeavesSelfPairsOut()
    {
        double[] first = new double[64];
        double[] second = new double[64];
        Rsm.Compute(Gaussian(8, 5, 1), SimilarityMeasure.Pearson, first);
        Rsm.Compute(Gaussian(8, 5, 2), SimilarityMeasure.Pearson, second);

        Assert.Equal(RsaScore.Compare(first, second, 8), RsaScore.CompareSelected(first, second, 8, [3, 1, 2, 0, 4, 7, 6, 5]), Float64Sum);

        // Of 0, 0, 1, 2 the pairs are 01, 02, 01, 02, 12; the self-pair 00 would pull the correlation up.
        double[] x = [first[1], first[2], first[1], first[2], first[10]];
        double[] y = [second[1], second[2], second[1], second[2], second[10]];
        Assert.Equal(Correlation.Spearman(x, y), RsaScore.CompareSelected(first, second, 8, [0, 0, 1, 2]), Float64Sum);
    }

    internal static Representations Gaussian(int rows, int dim, ulong seed)
    {
        var generator = new Pcg32(seed);
        float[] values = new float[rows * dim];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = (float)generator.NextGaussian();
        }

        return new Representations(values, rows, dim);
    }

    private static void Close(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.Equal(expected[index], actual[index], tolerance);
        }
    }
}
