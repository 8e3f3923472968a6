using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Vice;
using AligNet.Tests.Reference;

namespace AligNet.Tests.Numerics.Vice;

public class ViceModelTests
{
    // float32 sums of some dozen products of size 1, and a central difference of width 1e-5 in the twin.
    private const double Float32Gradient = 2e-6;

    [Theory]
    [InlineData(ViceMixture.Gaussian)]
    [InlineData(ViceMixture.Laplace)]
    public void StepWith_EverySmallWidth_MatchesSlowTwin(ViceMixture mixture)
    {
        const int Objects = 7;
        for (int dims = 1; dims <= 50; dims++)
        {
            var settings = new ViceSettings { InitialDims = dims, BatchSize = 19, Prior = new SpikeAndSlabPrior { Mixture = mixture } };
            var model = new ViceModel(settings, Objects, triplets: 40);
            float[] noise = new float[Objects * dims];
            GaussianNoise.Fill(model.Loc.AsSpan(0, noise.Length), 1, 0, (ulong)dims);
            GaussianNoise.Fill(model.LogScale.AsSpan(0, noise.Length), 2, 0, (ulong)dims);
            GaussianNoise.Fill(noise, 3, 0, (ulong)dims);
            Triplet[] batch = ViceTrainerTests.RandomTriplets(11, Objects, (ulong)dims);
            var expected = ReferenceVice.Step(settings.Prior, model.Loc[..noise.Length], model.LogScale[..noise.Length], noise, dims, batch, 40);

            double crossEntropy = model.StepWith(noise, batch);

            Assert.Equal(expected.CrossEntropy, crossEntropy, 1e-5);
            Assert.Equal(expected.Complexity, model.Complexity, 1e-5 * (1 + Math.Abs(expected.Complexity)));
            for (int at = 0; at < noise.Length; at++)
            {
                double scale = 1 + Math.Abs(expected.LogScaleGradient[at]) + Math.Abs(expected.LocGradient[at]);
                Assert.Equal(expected.LocGradient[at], model.LocFirst[at] / 0.1, Float32Gradient * scale);
                Assert.Equal(expected.LogScaleGradient[at], model.LogScaleFirst[at] / 0.1, Float32Gradient * scale);
            }
        }
    }

    [Fact]
    public void StepWith_LargeSimilarities_StaysFinite()
    {
        var model = new ViceModel(new ViceSettings { InitialDims = 4, BatchSize = 4 }, objects: 3, triplets: 4);
        model.Loc.AsSpan(0, 12).Fill(100);
        model.Loc[0] = 500;

        double crossEntropy = model.StepWith(new float[12], [new Triplet(1, 2, 0)]);

        Assert.True(crossEntropy > 1000 && double.IsFinite(crossEntropy + model.Complexity));
    }
}
