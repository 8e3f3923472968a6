using AligNet.Numerics;
using AligNet.Stages.Simulate;

namespace AligNet.Tests.Stages.Simulate;

public class ProceduralImagesTests
{
    private static readonly SimulateOptions Options = new();

    [Fact]
    public void Draw_SameSeed_SameBytes_OtherSeed_OtherBytes()
    {
        var artist = new ProceduralImages(ConceptWorld.Create(Options, 4), Options);

        Assert.Equal(artist.Draw(7, new Pcg32(1)), artist.Draw(7, new Pcg32(1)));
        Assert.NotEqual(artist.Draw(7, new Pcg32(1)), artist.Draw(7, new Pcg32(2)));
    }

    [Fact]
    public void Draw_WholeWorld_WhatIsAlikeInColourIsNotAlikeInKind()
    {
        // Nearest neighbour by mean colour of a 2 × 2 grid: a cheap eye that sees colours and backgrounds but no shapes.
        const double ChanceOfSameSuperordinate = 0.25;
        const double FiveStandardErrors = 0.15; // 208 objects: sqrt(0.25 · 0.75 / 208) = 0.03
        ConceptWorld world = ConceptWorld.Create(Options, 4);
        var artist = new ProceduralImages(world, Options);
        double[][] colours = [.. world.Subordinates.Select(subordinate => Colours(artist.Draw(subordinate.Index, new Pcg32((ulong)subordinate.Index))))];

        double share = world.Subordinates.Average(subordinate =>
        {
            Subordinate nearest = world.Subordinates.Where(other => other != subordinate).MinBy(other => Gap(colours[subordinate.Index], colours[other.Index]))!;
            return nearest.Superordinate == subordinate.Superordinate ? 1.0 : 0.0;
        });

        Assert.InRange(share, ChanceOfSameSuperordinate - FiveStandardErrors, ChanceOfSameSuperordinate + FiveStandardErrors);
    }

    [Fact]
    public void Draw_TwoImagesOfOneClass_AreCloserThanTwoOfDifferentClasses()
    {
        ConceptWorld world = ConceptWorld.Create(Options, 4);
        var artist = new ProceduralImages(world, Options);
        double[] Look(int subordinate, ulong seed) => Colours(artist.Draw(subordinate, new Pcg32((1_000 * (ulong)subordinate) + seed)));

        int closer = world.Subordinates.Count(subordinate =>
            Gap(Look(subordinate.Index, 1), Look(subordinate.Index, 2)) < Gap(Look(subordinate.Index, 1), Look((subordinate.Index + 100) % world.Subordinates.Count, 2)));

        Assert.True(closer > 0.8 * world.Subordinates.Count, $"{closer} of {world.Subordinates.Count}");
    }

    private static double[] Colours(byte[] pixels)
    {
        double[] sums = new double[12];
        int size = Options.ImageSize;
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                int cell = (2 * (2 * row / size)) + (2 * column / size);
                for (int channel = 0; channel < 3; channel++)
                {
                    sums[(cell * 3) + channel] += pixels[(((row * size) + column) * 3) + channel];
                }
            }
        }

        return sums;
    }

    private static double Gap(double[] first, double[] second) => first.Zip(second, (a, b) => (a - b) * (a - b)).Sum();
}
