using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Stages;
using AligNet.Stages.Label;

namespace AligNet.Tests.Stages.Label;

public class LabelStageTests
{
    /// <summary>Similarities and probabilities are stored as float32.</summary>
    private const double Float32 = 1e-6;

    [Fact]
    public void Label_RandomTriplets_PutsTheOddOneLastAndKeepsThePairs()
    {
        const int Images = 30;
        const int Dim = 17;
        var random = new Pcg32(4);
        float[] values = [.. Enumerable.Range(0, Images * Dim).Select(_ => (float)random.NextGaussian())];
        var rows = new Representations(values, Images, Dim);
        Triplet[] triplets = [.. Enumerable.Range(0, 200).Select(_ =>
        {
            int[] order = [.. Enumerable.Range(0, Images)];
            random.Shuffle<int>(order);
            return new Triplet(order[0], order[1], order[2]);
        })];

        Table labelled = LabelStage.Label(triplets, [.. triplets.Select(_ => "train")], rows, temperature: 2, Context());

        for (int row = 0; row < triplets.Length; row++)
        {
            (int a, int b, int c) = (labelled.Get<int>("image_0")[row], labelled.Get<int>("image_1")[row], labelled.Get<int>("image_2")[row]);
            double[] expected = [Dot(a, b), Dot(a, c), Dot(b, c)];
            double[] powers = [.. expected.Select(similarity => Math.Exp(similarity / 2))];
            Assert.Equal(new[] { triplets[row].First, triplets[row].Second, triplets[row].OddOneOut }.Order(), new[] { a, b, c }.Order());
            Assert.True(expected[0] >= expected[1] && expected[0] >= expected[2]);
            foreach ((string similarity, string probability, int pair) in new[] { ("s_01", "p_01", 0), ("s_02", "p_02", 1), ("s_12", "p_12", 2) })
            {
                Assert.Equal(expected[pair], labelled.Get<float>(similarity)[row], Float32 * Dim);
                Assert.Equal(powers[pair] / powers.Sum(), labelled.Get<float>(probability)[row], Float32 * Dim);
            }
        }

        double Dot(int first, int second) => Enumerable.Range(0, Dim).Sum(column => (double)rows.Row(first)[column] * rows.Row(second)[column]);
    }

    private static StageContext Context() => new(
        "label", new LabelOptions(), new Dictionary<string, string>(), "", "", 0, NoProgress.Instance, TestContext.Current.CancellationToken);
}
