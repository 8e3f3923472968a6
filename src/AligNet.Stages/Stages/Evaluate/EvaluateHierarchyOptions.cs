using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>Options of the comparison with the hierarchy of classes, and of geometries with each other (METHOD 8.8, 8.9).</summary>
public sealed record EvaluateHierarchyOptions : StageOptions
{
    /// <summary>Most images that are compared, evenly over classes; time and memory grow with the square.</summary>
    public int MostImages { get => Read(field); init; } = 2000;

    /// <summary>What distance means; the paper (2.3, B.3.2) does not say.</summary>
    public DistanceMeasure Distance { get => Read(field); init; } = DistanceMeasure.Euclidean;

    /// <summary>What is z-scored; the paper (B.3.2) allows two readings, this is the literal one.</summary>
    public DistanceChangeReading Reading { get => Read(field); init; } = DistanceChangeReading.ZScoreOfChange;

    /// <summary>What is resampled.</summary>
    public ResamplingUnit Unit { get => Read(field); init; } = ResamplingUnit.Classes;

    /// <summary>Numbers of first principal components whose share of the variance is told; the paper (B.3.1) speaks of the first 5 to 15.</summary>
    public int[] Components { get => Read(field); init; } = [5, 15];

    /// <summary>Resamples of the bootstrap intervals and tests of distance changes; 0: none. Spectra and geometries have a jackknife.</summary>
    public int BootstrapSamples { get => Read(field); init; } = 1000;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach (string fault in EvaluationChecks.Samples(BootstrapSamples))
        {
            yield return fault;
        }

        if (MostImages < 2)
        {
            yield return $"most_images: expected 2 or more, found {MostImages}.";
        }

        if (Components.Any(count => count < 1))
        {
            yield return $"components: expected values of 1 or more, found [{string.Join(", ", Components)}].";
        }
    }
}
