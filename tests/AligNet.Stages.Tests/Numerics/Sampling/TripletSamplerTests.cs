using AligNet.Domain;
using AligNet.Numerics.Sampling;
using AligNet.Numerics;
using CsCheck;

namespace AligNet.Tests.Numerics.Sampling;

public sealed class TripletSamplerTests
{
    private static readonly Gen<(int[] Groups, TripletSampling Sampling, bool WeightBySize, ulong Seed)> GenCase = Gen.Select(
        Gen.Int[-1, 5].Array[3, 30], Gen.Enum<TripletSampling>(), Gen.Bool, Gen.ULong);

    [Fact]
    public void Draw_AnyGroups_KeepsTheSchemeAndNeverRepeats() =>
        GenCase.Sample(given =>
        {
            if (!TryMake(given.Groups, Settings(given.Sampling, given.WeightBySize, given.Seed), out TripletSampler? sampler))
            {
                Assert.Equal(0, Possible(given.Groups, given.Sampling));
                return;
            }

            long possible = (long)sampler.PossibleTriplets;
            Assert.Equal(Possible(given.Groups, given.Sampling), possible);
            long training = Math.Max(1, possible / 2), validation = Math.Min(7, possible - training);
            Triplet[] drawn = [.. sampler.Draw(training, validation)];

            Assert.Equal(training + validation, drawn.LongLength);
            Assert.All(drawn, triplet => Assert.True(Fits(triplet, given.Groups, given.Sampling)));
            AssertDistinct(drawn);
            Assert.Equal(drawn, sampler.Draw(training, validation));
        }, iter: 300, threads: 1);

    [Fact]
    public void Draw_EverythingThatExists_Succeeds_AndOneMoreIsRefused() =>
        GenCase.Sample(given =>
        {
            if (TryMake(given.Groups, Settings(given.Sampling, given.WeightBySize, given.Seed), out TripletSampler? sampler))
            {
                long possible = (long)sampler.PossibleTriplets;
                AssertDistinct([.. sampler.Draw(possible - 1, 1)]);
                StageException fault = Assert.Throws<StageException>(() => sampler.Draw(possible, 1));
                Assert.Contains($"{possible} training and 1 validation", fault.Message, StringComparison.Ordinal);
                Assert.Contains($"only {possible} different", fault.Message, StringComparison.Ordinal);
            }
        }, iter: 200, threads: 1);

    [Fact]
    public void Draw_Blocks_BoundsTheImagesOfABlock() =>
        Gen.Select(Gen.Int[0, 5].Array[90, 200], Gen.Enum<TripletSampling>(), Gen.Bool, Gen.ULong, Gen.Int[12, 24], Gen.Int[1, 20]).Sample(
            (groups, sampling, weightBySize, seed, blockImages, blockTriplets) =>
            {
                var sampler = new TripletSampler(groups.Length, groups, Settings(sampling, weightBySize, seed) with { BlockImages = blockImages, BlockTriplets = blockTriplets });
                (int training, int validation) = ((5 * blockTriplets) - (blockTriplets / 2), blockTriplets + 1);
                Triplet[] drawn = [.. sampler.Draw(training, validation)];

                Assert.Equal(training + validation, drawn.Length);
                Assert.All(drawn, triplet => Assert.True(Fits(triplet, groups, sampling)));
                AssertDistinct(drawn);
                foreach (Triplet[] block in drawn.Take(training).Chunk(blockTriplets).Concat(drawn.Skip(training).Chunk(blockTriplets)))
                {
                    Assert.InRange(block.SelectMany(Images).Distinct().Count(), 3, blockImages);
                }

                Assert.Equal(drawn, sampler.Draw(training, validation));
            }, iter: 200, threads: 1);

    [Theory]
    [InlineData(TripletSampling.ClusterBoundary)]
    [InlineData(TripletSampling.Random)]
    [InlineData(TripletSampling.BetweenClass)]
    [InlineData(TripletSampling.WithinClass)]
    public void Draw_ManyBlocks_GivesEveryImageItsTurn(TripletSampling sampling)
    {
        const int images = 3000, blockImages = 64, blockTriplets = 256, blocks = 470;
        int[] groups = UnevenGroups(images, 40);
        var sampler = new TripletSampler(images, groups, Settings(sampling, false, 5) with { BlockImages = blockImages, BlockTriplets = blockTriplets });
        int[] turns = new int[images];
        foreach (Triplet[] block in sampler.Draw(blocks * blockTriplets, 0).Chunk(blockTriplets))
        {
            foreach (int image in block.SelectMany(Images).Distinct())
            {
                turns[image]++;
            }
        }

        // 470 blocks of 64 among 3000 images: ten turns each, but for images that a block held and no draw of it met.
        Assert.Equal(blocks * blockImages / images, turns.Average(), 1.0);
        Assert.InRange(turns.Min(), 5, 10);
        Assert.InRange(turns.Max(), 10, 15);
    }

    [Fact]
    public void Draw_BlocksOfFewImages_NeverRepeatsAcrossBlocksAndSplits()
    {
        // 220 triplets exist, 170 are drawn: without a memory of earlier blocks many would come twice.
        var sampler = new TripletSampler(12, null, Settings(TripletSampling.Random, false, 5) with { BlockImages = 10, BlockTriplets = 10 });

        AssertDistinct([.. sampler.Draw(150, 20)]);
    }

    [Fact]
    public void Draw_BlocksWithOneHugeCluster_StillWorks()
    {
        int[] groups = [.. Enumerable.Range(0, 5000).Select(image => image < 4990 ? 0 : image - 4989)];
        var sampler = new TripletSampler(5000, groups, Settings(TripletSampling.ClusterBoundary, false, 5) with { BlockImages = 32, BlockTriplets = 64 });

        Assert.All(sampler.Draw(64 * 50, 64), triplet => Assert.True(Fits(triplet, groups, TripletSampling.ClusterBoundary)));
    }

    [Fact]
    public void Draw_BlocksTooSmall_SaysSo()
    {
        var sampler = new TripletSampler(100, null, Settings(TripletSampling.Random, false, 1) with { BlockImages = 5, BlockTriplets = 11 });
        StageException fault = Assert.Throws<StageException>(() => sampler.Draw(22, 0).Count());

        Assert.Contains("blocks of 5 images gave at most 10", fault.Message, StringComparison.Ordinal);
        Assert.Contains("expected 11", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TripletSampling.ClusterBoundary, new[] { 0, 0, 0 }, "found 1 cluster with images, the largest of 3; expected two images of one cluster")]
    [InlineData(TripletSampling.ClassBoundary, new[] { 0, 1, 2 }, "found 3 classes with images, the largest of 1; expected two images of one class")]
    [InlineData(TripletSampling.BetweenClass, new[] { 0, 1, 1, 0 }, "found 2 classes with images, the largest of 2; expected three classes")]
    [InlineData(TripletSampling.WithinClass, new[] { 0, 1, 1, 0 }, "found 2 classes with images, the largest of 2; expected a class of three")]
    [InlineData(TripletSampling.Random, new[] { 0, 1 }, "found 2 images; expected three")]
    [InlineData(TripletSampling.ClassBoundary, null, "the images have no classes")]
    public void Sampler_ImpossibleScheme_SaysWhatIsMissing(TripletSampling sampling, int[]? groups, string message)
    {
        StageException fault = Assert.Throws<StageException>(() => new TripletSampler(groups?.Length ?? 3, groups, Settings(sampling, false, 1)));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Draw_ClusterBoundary_ChoosesGroupsUniformlyOrBySize(bool weightBySize)
    {
        // Groups of 4000, 2000, 1000 and one of a single image, which can only be the odd one.
        int[] sizes = [4000, 2000, 1000, 1];
        int[] groups = [.. sizes.SelectMany((size, group) => Enumerable.Repeat(group, size))];
        const int count = 60_000;
        Triplet[] drawn = [.. new TripletSampler(groups.Length, groups, Settings(TripletSampling.ClusterBoundary, weightBySize, 2)).Draw(count, 0)];
        for (int group = 0; group < 4; group++)
        {
            double pair = drawn.Count(triplet => groups[triplet.First] == group) / (double)count;
            double expected = group == 3 ? 0 : weightBySize ? sizes[group] / 7000.0 : 1 / 3.0;
            Assert.Equal(expected, pair, 0.01);
        }

        Triplet[] ofFirst = [.. drawn.Where(triplet => groups[triplet.First] == 0)];
        double odd = ofFirst.Count(triplet => groups[triplet.OddOneOut] == 1) / (double)ofFirst.Length;
        Assert.Equal(weightBySize ? 2000 / 3001.0 : 1 / 3.0, odd, weightBySize ? 0.01 : 0.02);
    }

    [Fact]
    public void Draw_Random_UsesEveryImageAndPositionAlike()
    {
        int[] counts = new int[20 * 3];
        for (ulong seed = 0; seed < 400; seed++)
        {
            foreach (Triplet triplet in new TripletSampler(20, null, Settings(TripletSampling.Random, false, seed)).Draw(100, 0))
            {
                counts[triplet.First * 3]++;
                counts[(triplet.Second * 3) + 1]++;
                counts[(triplet.OddOneOut * 3) + 2]++;
            }
        }

        // 2000 expected, standard deviation 44.
        Assert.All(counts, count => Assert.InRange(count, 1780, 2220));
    }

    [Fact]
    public void Draw_OtherSeed_DrawsOthers()
    {
        Triplet[] one = [.. new TripletSampler(500, null, Settings(TripletSampling.Random, false, 1)).Draw(100, 10)];
        Triplet[] two = [.. new TripletSampler(500, null, Settings(TripletSampling.Random, false, 2)).Draw(100, 10)];

        Assert.NotEqual(one, two);
    }

    private static TripletSamplerSettings Settings(TripletSampling sampling, bool weightBySize, ulong seed) =>
        new() { Sampling = sampling, WeightBySize = weightBySize, Seed = seed };

    private static bool TryMake(int[] groups, TripletSamplerSettings settings, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TripletSampler? sampler)
    {
        try
        {
            sampler = new TripletSampler(groups.Length, groups, settings);
            return true;
        }
        catch (StageException)
        {
            sampler = null;
            return false;
        }
    }

    private static int[] UnevenGroups(int images, int groups)
    {
        var rng = new Pcg32(3);
        return [.. Enumerable.Range(0, images).Select(image => image < 3 * groups ? image % groups : (int)(groups * Math.Pow(rng.NextDouble(), 2)))];
    }

    private static int[] Images(Triplet triplet) => [triplet.First, triplet.Second, triplet.OddOneOut];

    private static void AssertDistinct(Triplet[] drawn) =>
        Assert.Equal(drawn.Length, drawn.Select(triplet => string.Join(',', Images(triplet).Order())).Distinct().Count());

    private static bool Fits(Triplet triplet, int[] groups, TripletSampling sampling)
    {
        (int first, int second, int third) = (groups[triplet.First], groups[triplet.Second], groups[triplet.OddOneOut]);
        bool given = sampling == TripletSampling.Random || (first >= 0 && second >= 0 && third >= 0);
        return triplet.IsDistinct && given && sampling switch
        {
            TripletSampling.Random => true,
            TripletSampling.BetweenClass => first != second && first != third && second != third,
            TripletSampling.WithinClass => first == second && first == third,
            _ => first == second && first != third,
        };
    }

    /// <summary>Counts by trying every three images in every order.</summary>
    private static long Possible(int[] groups, TripletSampling sampling)
    {
        long count = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                for (int k = 0; k < j; k++)
                {
                    count += new[] { new Triplet(i, j, k), new Triplet(i, k, j), new Triplet(j, k, i) }.Any(triplet => Fits(triplet, groups, sampling)) ? 1 : 0;
                }
            }
        }

        return count;
    }
}
