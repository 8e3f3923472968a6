using AligNet.Numerics;

namespace AligNet.Stages.SampleTriplets;

/// <summary>Chooses some images of a list.</summary>
internal static class ImageChoices
{
    private const string SeedName = "sample-triplets/images";

    /// <summary>Whether each image is chosen.</summary>
    /// <param name="choice">How.</param>
    /// <param name="count">Images to choose, 0 to all.</param>
    /// <param name="all">Images of the list.</param>
    /// <param name="seed">Seed of the random choice.</param>
    public static bool[] Of(ImageChoice choice, int count, int all, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, all);
        int[] order = [.. Enumerable.Range(0, all)];
        if (choice == ImageChoice.Random)
        {
            new Pcg32(StageSeed.For(SeedName, seed)).Shuffle<int>(order);
        }

        bool[] chosen = new bool[all];
        for (int index = 0; index < count; index++)
        {
            chosen[choice == ImageChoice.Even ? (int)((long)index * all / count) : order[index]] = true;
        }

        return chosen;
    }
}
