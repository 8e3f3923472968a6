using System.IO;
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

        using var folder = new TemporaryFolder();
        Table labelled = Run(folder, triplets, rows);

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

    [Fact]
    public void Label_Again_MakesOnlyTheShardsWhoseImagesChanged()
    {
        // Two shards: the first uses images 0 to 2, the second images 3 to 5.
        const int Rows = 1 << 18;
        Triplet[] triplets = [.. Enumerable.Repeat(new Triplet(0, 1, 2), Rows), .. Enumerable.Repeat(new Triplet(5, 4, 3), 10)];
        float[] values = [1, 0, 0, 1, 1, 1, 2, 0, 0, 2, 2, 1];
        using var folder = new TemporaryFolder();
        Run(folder, triplets, new Representations(values, 6, 2));
        string[] before = Shards(folder);
        values[^1] = 7;

        Table labelled = Run(folder, triplets, new Representations(values, 6, 2));

        Assert.Equal(2, before.Length);
        Assert.Equal(3, Shards(folder).Length);
        Assert.Equal(14, labelled.Get<float>("s_01")[^1]);
        File.WriteAllBytes(before[0], [.. File.ReadAllBytes(before[0]).Select((value, index) => (byte)(index == 40 ? value ^ 1 : value))]);
        Assert.Equal(labelled.Get<float>("s_01"), Run(folder, triplets, new Representations(values, 6, 2)).Get<float>("s_01"));
    }

    private static string[] Shards(TemporaryFolder folder) => Directory.GetFiles(folder["shards"], "*", SearchOption.AllDirectories);

    private static Table Run(TemporaryFolder folder, Triplet[] triplets, Representations rows)
    {
        ParquetTable.Write(folder["triplets.parquet"], new Table([.. TripletTable.From(triplets).Columns, Column.Of("split", triplets.Select(_ => "train").ToArray())]));
        ArrowMatrix.Write(folder["representations.arrow"], [.. Enumerable.Range(0, rows.Rows).Select(row => $"i{row}")], rows);
        StageRun.Of(new LabelStage(), new LabelOptions { Temperature = 2 }, folder, ("triplets", "triplets.parquet"), ("representations", "representations.arrow"));
        return ParquetTable.Read(folder["labelled.parquet"]);
    }
}
