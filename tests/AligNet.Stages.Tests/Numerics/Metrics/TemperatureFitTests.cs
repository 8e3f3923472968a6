using AligNet.Numerics;
using AligNet.Numerics.Metrics;
using CsCheck;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class TemperatureFitTests
{
    [Fact]
    public void Fit_OfAnswersDrawnAtATemperature_FindsIt()
    {
        double[] similarities = Answered(100_000, temperature: 2.5, seed: 1);
        FittedTemperature fitted = TemperatureFit.Fit(similarities);

        // The standard error of the estimate is about 0.02.
        Assert.Equal(2.5, fitted.Temperature, 0.06);
        Assert.False(fitted.AtBound);
        Assert.Equal(CrossEntropy(similarities, fitted.Temperature), fitted.CrossEntropy, 1e-12);
        Assert.Equal(fitted.CrossEntropy, TemperatureFit.CrossEntropy(similarities, fitted.Temperature), 1e-12);
    }

    [Fact]
    public void Fit_OfAnyAnswers_IsNoWorseThanOtherTemperaturesAndFollowsTheScale() =>
        Gen.Select(Gen.ULong, Gen.Double[-3, 3], Gen.Double[-2, 2]).Sample((seed, logTemperature, logScale) =>
        {
            double[] similarities = Answered(200, Math.Pow(10, logTemperature), seed);
            double scale = Math.Pow(10, logScale);
            FittedTemperature fitted = TemperatureFit.Fit(similarities);
            FittedTemperature scaled = TemperatureFit.Fit([.. similarities.Select(similarity => (scale * similarity) + 3)]);
            if (!fitted.AtBound)
            {
                for (double other = fitted.Temperature / 100; other < 100 * fitted.Temperature; other *= 1.3)
                {
                    Assert.True(fitted.CrossEntropy <= CrossEntropy(similarities, other) + 1e-12);
                }

                Assert.Equal(1, scaled.Temperature / (scale * fitted.Temperature), 1e-6);
            }

            Assert.Equal(fitted.AtBound, scaled.AtBound);
        }, iter: 200);

    [Fact]
    public void Fit_OfModelsAlwaysRightOrBelowChance_EndsAtABound()
    {
        FittedTemperature right = TemperatureFit.Fit([3, 1, 0, 5, 2, 4]);
        FittedTemperature wrong = TemperatureFit.Fit([0, 1, 3, 2, 5, 4]);

        Assert.True(right.AtBound && wrong.AtBound);
        Assert.Equal(0, right.CrossEntropy, 1e-12);
        Assert.Equal(Math.Log(3), wrong.CrossEntropy, 1e-3);
        Assert.True(right.Temperature < 1e-3 && wrong.Temperature > 1e3);
    }

    [Fact]
    public void Fit_OfNothingEqualOrNotFinite_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => TemperatureFit.Fit([]));
        Assert.Throws<ArgumentException>(() => TemperatureFit.Fit([1, 2]));
        Assert.Throws<ArgumentException>(() => TemperatureFit.Fit([1, 1, 1, 2, 2, 2]));
        Assert.Throws<ArgumentException>(() => TemperatureFit.Fit([1, double.NaN, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TemperatureFit.CrossEntropy([1, 2, 3], 0));
    }

    private static double CrossEntropy(double[] similarities, double temperature)
    {
        double[] probabilities = new double[similarities.Length];
        OddOneOut.Probabilities(similarities, temperature, probabilities);
        return probabilities.Where((_, index) => index % 3 == 0).Average(probability => -Math.Log(probability));
    }

    /// <summary>Gaussian similarities with the answer drawn from softmax(similarities / temperature) moved to pair 0.</summary>
    private static double[] Answered(int count, double temperature, ulong seed)
    {
        var generator = new Pcg32(seed);
        double[] similarities = new double[3 * count];
        double[] probabilities = new double[3];
        for (int start = 0; start < similarities.Length; start += 3)
        {
            Span<double> triplet = similarities.AsSpan(start, 3);
            (triplet[0], triplet[1], triplet[2]) = (3 * generator.NextGaussian(), 3 * generator.NextGaussian(), 3 * generator.NextGaussian());
            OddOneOut.Probabilities(triplet, temperature, probabilities);
            double draw = generator.NextDouble();
            int answer = draw < probabilities[0] ? 0 : draw < probabilities[0] + probabilities[1] ? 1 : 2;
            (triplet[0], triplet[answer]) = (triplet[answer], triplet[0]);
        }

        return similarities;
    }
}
