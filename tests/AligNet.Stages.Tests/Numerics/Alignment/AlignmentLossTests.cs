using AligNet.Numerics.Alignment;
using CsCheck;

namespace AligNet.Tests.Numerics.Alignment;

public class AlignmentLossTests
{
    private static readonly Gen<double[]> Similarities = Gen.Double[-30, 30].Array[3];

    [Fact]
    public void Probabilities_AnyShift_StayTheSameAndSumToOne() =>
        Gen.Select(Similarities, Gen.Double[-1e4, 1e4], Gen.Double[0.01, 100]).Sample((similarities, shift, temperature) =>
        {
            double[] plain = new double[3];
            double[] shifted = new double[3];
            TripletSoftmax.Probabilities(similarities, temperature, plain);
            TripletSoftmax.Probabilities([.. similarities.Select(s => s + shift)], temperature, shifted);
            Assert.Equal(1, plain.Sum(), 1e-12);
            Assert.All(plain.Zip(shifted), pair => Assert.Equal(pair.First, pair.Second, 1e-8 / temperature));
        });

    [Fact]
    public void Value_SameDistribution_IsZeroAndOtherwisePositive() =>
        Gen.Select(Similarities, Similarities).Sample((teacher, student) =>
        {
            double[] p = new double[3];
            double[] q = new double[3];
            TripletSoftmax.Log(teacher, 1, p);
            TripletSoftmax.Log(student, 1, q);
            foreach (AlignmentLossKind kind in new[] { AlignmentLossKind.KullbackLeibler, AlignmentLossKind.JensenShannon })
            {
                Assert.Equal(0, AlignmentLoss.Value(kind, p, p), 1e-12);
                Assert.True(AlignmentLoss.Value(kind, p, q) >= -1e-12);
            }

            Assert.InRange(AlignmentLoss.Value(AlignmentLossKind.JensenShannon, p, q), -1e-12, Math.Log(2) + 1e-12);
            Assert.Equal(AlignmentLoss.Value(AlignmentLossKind.JensenShannon, p, q), AlignmentLoss.Value(AlignmentLossKind.JensenShannon, q, p), 1e-12);
        });

    [Fact]
    public void Gradient_AnyLoss_MatchesDifferences() =>
        Gen.Select(Gen.Double[-3, 3].Array[3], Gen.Double[-3, 3].Array[3], Gen.Enum<AlignmentLossKind>()).Sample((teacher, student, kind) =>
        {
            double[] p = new double[3];
            double[] q = new double[3];
            double[] gradient = new double[3];
            TripletSoftmax.Log(teacher, 1, p);
            TripletSoftmax.Log(student, 1, q);
            AlignmentLoss.Gradient(kind, p, q, gradient);
            Assert.Equal(0, gradient.Sum(), 1e-12);
            for (int pair = 0; pair < 3; pair++)
            {
                double Moved(double by)
                {
                    double[] moved = [.. student];
                    moved[pair] += by;
                    TripletSoftmax.Log(moved, 1, moved);
                    return AlignmentLoss.Value(kind, p, moved);
                }

                Assert.Equal((Moved(1e-5) - Moved(-1e-5)) / 2e-5, gradient[pair], 1e-8);
            }
        });

    [Fact]
    public void Value_ProbabilityOfZero_IsFinite()
    {
        double[] certain = [0, double.NegativeInfinity, double.NegativeInfinity];
        double[] other = new double[3];
        TripletSoftmax.Log([-5000, 0, 10], 1, other);

        Assert.Equal(5010, AlignmentLoss.Value(AlignmentLossKind.KullbackLeibler, certain, other), 1e-3);
        Assert.Equal(Math.Log(2), AlignmentLoss.Value(AlignmentLossKind.JensenShannon, certain, other), 1e-9);
    }
}
