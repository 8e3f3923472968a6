using AligNet.Domain;
using System.Diagnostics.CodeAnalysis;

namespace AligNet.Numerics.Sampling;

/// <summary>What triplet sampling tells the user when it cannot go on.</summary>
internal static class SamplingFaults
{
    /// <summary>Refuses a scheme that needs groups and got none.</summary>
    public static void CheckGiven(TripletSampling sampling, [NotNull] int[]? groups)
    {
        if (groups is null)
        {
            (_, string plural) = Nouns(sampling);
            throw new StageException($"{Where(sampling)}: the images have no {plural}; expected one an image. Choose a sampling that does without, such as cluster-boundary or random.");
        }
    }

    /// <summary>The scheme has not a single triplet.</summary>
    public static StageException Impossible(TripletSampling sampling, ImageGroups groups)
    {
        (string one, string many) = Nouns(sampling);
        int largest = groups.Groups > 0 ? groups.Size(0) : 0;
        string found = sampling == TripletSampling.Random
            ? $"found {groups.Count} images"
            : $"found {groups.Groups} {(groups.Groups == 1 ? one : many)} with images, the largest of {largest}";
        string expected = sampling switch
        {
            TripletSampling.Random => "three images or more. Give more images.",
            TripletSampling.WithinClass => "a class of three images or more. Give more images of a class or choose another sampling.",
            TripletSampling.BetweenClass => "three classes or more. Give images of more classes or choose another sampling.",
            TripletSampling.ClassBoundary => "two images of one class and one of another. Give more images or classes, or choose another sampling.",
            _ => "two images of one cluster and one of another. Change the number of clusters, give more images or choose another sampling.",
        };
        return new StageException($"{Where(sampling)}: {found}; expected {expected}");
    }

    /// <summary>More triplets are asked for than exist.</summary>
    public static StageException TooMany(TripletSampling sampling, long training, long validation, UInt128 possible) => new(
        $"{Where(sampling)}: {training} training and {validation} validation triplets are asked for, but these images give only {possible} different ones. "
        + "Ask for fewer or give more images.");

    /// <summary>Nearly all possible triplets are drawn and the rest is not found by chance.</summary>
    public static StageException Stalled(TripletSampling sampling, long drawn, long count, UInt128 possible) => new(
        $"{Where(sampling)}: found {drawn} different triplets of {possible} possible ones, then none in many draws; expected {count}. "
        + "Ask for fewer or give more images.");

    /// <summary>No block of images gave enough new triplets.</summary>
    public static StageException BlockTooSmall(TripletSamplerSettings settings, int count, UInt128 most) => new(
        $"{Where(settings.Sampling)}: blocks of {settings.BlockImages} images gave at most {most} different triplets, some of them perhaps drawn before; "
        + $"expected {count} new ones. Raise block_images, lower block_triplets or ask for fewer triplets.");

    private static string Where(TripletSampling sampling) => $"Triplet sampling ({Name(sampling)})";

    private static string Name(TripletSampling sampling) => sampling switch
    {
        TripletSampling.ClusterBoundary => "cluster-boundary",
        TripletSampling.ClassBoundary => "class-boundary",
        TripletSampling.BetweenClass => "between-class",
        TripletSampling.WithinClass => "within-class",
        _ => "random",
    };

    private static (string One, string Many) Nouns(TripletSampling sampling) =>
        sampling == TripletSampling.ClusterBoundary ? ("cluster", "clusters") : ("class", "classes");
}
