using AligNet.Domain;
using AligNet.Numerics.Metrics;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class GeometrySimilarityTests
{
    /// <summary>Rounding of float32 representations that were turned and moved.</summary>
    private const double Float32 = 1e-5;

    [Theory]
    [InlineData(30, 5, 8)]
    [InlineData(9, 20, 4)]
    [InlineData(10, 10, 12)]
    public void LinearCka_OfAnyShapes_IsTheFormulaWrittenOut(int count, int first, int second)
    {
        Representations x = SimilarityTests.Gaussian(count, first, 1);
        Representations y = SimilarityTests.Gaussian(count, second, 2);
        Assert.Equal(Written(x, y) / Math.Sqrt(Written(x, x) * Written(y, y)), GeometrySimilarity.LinearCka(x, y), 1e-10);
        Assert.Equal(1, GeometrySimilarity.LinearCka(x, x), 1e-10);
    }

    [Fact]
    public void LinearCka_OfTurnedMovedScaledRows_IsOne()
    {
        Representations x = SimilarityTests.Gaussian(40, 2, 1);
        float[] turned = new float[80];
        for (int row = 0; row < 40; row++)
        {
            (double a, double b) = (x.Row(row)[0], x.Row(row)[1]);
            turned[2 * row] = (float)((3 * ((0.6 * a) - (0.8 * b))) + 7);
            turned[(2 * row) + 1] = (float)((3 * ((0.8 * a) + (0.6 * b))) - 2);
        }

        Assert.Equal(1, GeometrySimilarity.LinearCka(x, new Representations(turned, 40, 2)), Float32);
    }

    [Fact]
    public void Matrices_OfModels_HoldEveryTwoOfThem()
    {
        Representations[] models = [SimilarityTests.Gaussian(20, 5, 1), SimilarityTests.Gaussian(20, 9, 2), SimilarityTests.Gaussian(20, 4, 3)];
        double[] rsa = GeometrySimilarity.Rsa(models);
        double[] cka = GeometrySimilarity.LinearCka(models);
        for (int first = 0; first < 3; first++)
        {
            for (int second = 0; second < 3; second++)
            {
                double expected = RsaScore.Compare(Matrix(models[first]), Matrix(models[second]), 20);
                Assert.Equal(expected, rsa[(first * 3) + second], 1e-12);
                Assert.Equal(GeometrySimilarity.LinearCka(models[first], models[second]), cka[(first * 3) + second], 1e-12);
            }
        }

        Assert.Throws<ArgumentException>(() => GeometrySimilarity.Rsa([models[0], SimilarityTests.Gaussian(19, 5, 1)]));
        Assert.True(double.IsNaN(GeometrySimilarity.LinearCka(models[0], new Representations(new float[20], 20, 1))));
    }

    [Fact]
    public void Spectrum_OfKnownVariances_CountsTheDirections()
    {
        // Variances 4, 1, 1 by construction: columns ±2, ±1, ±1 that are uncorrelated.
        float[] values = [2, 1, 1, 2, -1, -1, -2, 1, -1, -2, -1, 1];
        var spectrum = PcaSpectrum.Of(new Representations(values, 4, 3));
        Assert.Equal([4 / 6.0, 1 / 6.0, 1 / 6.0], spectrum.Shares, (left, right) => Math.Abs(left - right) < 1e-9);
        Assert.Equal(36 / 18.0, spectrum.ParticipationRatio, 1e-9);
        Assert.Equal(Math.Exp(-((4 / 6.0 * Math.Log(4 / 6.0)) + (2 / 6.0 * Math.Log(1 / 6.0)))), spectrum.EffectiveRank, 1e-9);
        Assert.Equal(1, spectrum.Cumulative[^1], 1e-9);
        Assert.Equal((1, 2, 3), (spectrum.ComponentsFor(0.6), spectrum.ComponentsFor(0.8), spectrum.ComponentsFor(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => spectrum.ComponentsFor(0));
    }

    [Fact]
    public void Spectrum_OfWhiteNoise_HasNearlyAllDirections()
    {
        var spectrum = PcaSpectrum.Of(SimilarityTests.Gaussian(4000, 20, 3));
        Assert.InRange(spectrum.ParticipationRatio, 19.5, 20);
        Assert.InRange(spectrum.EffectiveRank, spectrum.ParticipationRatio, 20);
    }

    private static double[] Matrix(Representations rows)
    {
        double[] matrix = new double[rows.Rows * rows.Rows];
        Rsm.Compute(rows, SimilarityMeasure.Pearson, matrix);
        return matrix;
    }

    /// <summary>‖Yᵀ·X‖² of centred columns.</summary>
    private static double Written(Representations x, Representations y)
    {
        double sum = 0;
        for (int left = 0; left < x.Dim; left++)
        {
            for (int right = 0; right < y.Dim; right++)
            {
                double meanX = Enumerable.Range(0, x.Rows).Average(row => (double)x.Row(row)[left]);
                double meanY = Enumerable.Range(0, x.Rows).Average(row => (double)y.Row(row)[right]);
                double product = Enumerable.Range(0, x.Rows).Sum(row => (x.Row(row)[left] - meanX) * (y.Row(row)[right] - meanY));
                sum += product * product;
            }
        }

        return sum;
    }

    [Theory]
    [InlineData(12, 5, 30)]
    [InlineData(40, 7, 3)]
    public void CentredGram_OfSomeImages_GivesTheirLinearCka(int count, int firstDim, int secondDim)
    {
        (Representations first, Representations second) = (SimilarityTests.Gaussian(count, firstDim, 3), SimilarityTests.Gaussian(count, secondDim, 4));
        int[] some = [.. Enumerable.Range(0, count).Where(image => image % 3 != 1)];

        Assert.Equal(
            GeometrySimilarity.LinearCka(first.Select(some), second.Select(some)), CentredGram.LinearCka(new CentredGram(first).Of(some), new CentredGram(second).Of(some)), 1e-9);
        Assert.True(double.IsNaN(CentredGram.LinearCka(new double[4], new double[4])));
    }
}
