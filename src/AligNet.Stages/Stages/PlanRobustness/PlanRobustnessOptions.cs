using AligNet.Imaging.Corruptions;

namespace AligNet.Stages.PlanRobustness;

/// <summary>Which clean images a read-out learns from, which it is tested on, and what they suffer (METHOD 8.7).</summary>
public sealed record PlanRobustnessOptions : StageOptions
{
    /// <summary>One image of so many is held back to test on, of every class alike.</summary>
    public int HoldBack { get => Read(field); init; } = 4;

    /// <summary>Most images to test on, taken evenly from those held back; 0: all.</summary>
    public int Images { get => Read(field); init; }

    /// <summary>Corruptions by their names in ImageNet-C; empty: all 19.</summary>
    public string[] Corruptions { get => Read(field); init; } = [];

    /// <summary>Severities of each, from 1 to 5; empty: nothing is corrupted.</summary>
    public int[] Severities { get => Read(field); init; } = [1, 2, 3, 4, 5];

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        if (HoldBack < 2)
        {
            yield return $"hold_back: expected 2 or more, found {HoldBack}.";
        }

        if (Images < 0)
        {
            yield return $"images: expected 0 (all) or more, found {Images}.";
        }

        string[] known = [.. CorruptionTypes.All.Select(CorruptionTypes.NameOf)];
        if (Corruptions.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            yield return $"corruptions: expected some of {string.Join(", ", known)}, found '{unknown}'.";
        }

        if (Severities.Any(severity => severity is < 1 or > CorruptionTypes.Severities) || Severities.Distinct().Count() < Severities.Length || Corruptions.Distinct().Count() < Corruptions.Length)
        {
            yield return $"severities: expected different numbers from 1 to {CorruptionTypes.Severities}, and each corruption once, found [{string.Join(", ", Severities)}].";
        }
    }
}
