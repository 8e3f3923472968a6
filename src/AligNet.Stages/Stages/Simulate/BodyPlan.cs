using AligNet.Numerics;

namespace AligNet.Stages.Simulate;

/// <summary>The body of a basic category: a wavy outline of its own, with the parts that all members of its superordinate share
/// (eyes and legs, wheels, stem and leaves …).</summary>
/// <remarks>The outline is r(θ) = r₀ (1 + Σ aₕ cos(hθ + φₕ)), h = 1…5. Outlines are drawn so that those of one world differ: of many
/// candidates the one farthest from all chosen ones is taken.</remarks>
internal sealed class BodyPlan
{
    /// <summary>Number of superordinate part families.</summary>
    public const int Families = 6;

    /// <summary>Number of property marks.</summary>
    public const int Marks = 4;

    private const int Harmonics = 5;
    private const int Candidates = 40;
    private const double BaseRadius = 0.45;
    private static readonly double[] MaximalAmplitude = [0.12, 0.4, 0.32, 0.28, 0.22];

    private readonly double[] _amplitudes;
    private readonly double[] _phases;

    private BodyPlan(int family, double[] amplitudes, double[] phases, IReadOnlyList<BodyPart> parts)
    {
        (Family, _amplitudes, _phases, Parts) = (family, amplitudes, phases, parts);
    }

    /// <summary>The superordinate whose parts this body has.</summary>
    public int Family { get; }

    /// <summary>Parts beside the outline, in painting order.</summary>
    public IReadOnlyList<BodyPart> Parts { get; }

    /// <summary>Draws the bodies of a world, basic categories in order.</summary>
    public static BodyPlan[] Draw(int superordinates, int basicsPerSuperordinate, Pcg32 random)
    {
        var chosen = new List<BodyPlan>();
        for (int basic = 0; basic < superordinates * basicsPerSuperordinate; basic++)
        {
            int family = basic / basicsPerSuperordinate;
            BodyPlan best = DrawOne(family, random);
            double bestGap = Gap(best, chosen);
            for (int candidate = 1; candidate < Candidates; candidate++)
            {
                BodyPlan other = DrawOne(family, random);
                double gap = Gap(other, chosen);
                if (gap > bestGap)
                {
                    (best, bestGap) = (other, gap);
                }
            }

            chosen.Add(best);
        }

        return [.. chosen];
    }

    /// <summary>The body of one subordinate: the same plan with small deviations of its own.</summary>
    public BodyPlan Vary(ulong shapeSeed)
    {
        var random = new Pcg32(shapeSeed);
        double[] amplitudes = [.. _amplitudes.Select(value => value + (0.02 * random.NextGaussian()))];
        double size = 1 + (0.1 * random.NextGaussian());
        BodyPart[] parts = [.. Parts.Select(part => part with { Radius = part.Radius * Math.Clamp(size, 0.75, 1.25) })];
        return new BodyPlan(Family, amplitudes, _phases, parts);
    }

    /// <summary>Distance of a point from the outline, to first order; below 0 inside.</summary>
    public double Distance(double x, double y)
    {
        double radius = Math.Sqrt((x * x) + (y * y));
        return radius - Radius(Math.Atan2(y, x));
    }

    /// <summary>The parts that mark a property.</summary>
    public static IReadOnlyList<BodyPart> MarkParts(int property) => property switch
    {
        0 => [BodyPart.Disc(-0.75, -0.7, 0.2, PartTone.Light), BodyPart.Disc(-0.75, -0.7, 0.1, PartTone.Dark)],
        1 => [new(0.6, -0.85, 0.9, -0.55, 0.07, PartTone.Dark), new(0.6, -0.55, 0.9, -0.85, 0.07, PartTone.Dark)],
        2 => [new(-0.9, 0.1, -0.6, 0.1, 0.07, PartTone.Light), new(-0.9, 0.35, -0.6, 0.35, 0.07, PartTone.Dark)],
        3 => [BodyPart.Disc(0.75, 0.05, 0.1, PartTone.Dark), BodyPart.Disc(0.75, 0.35, 0.1, PartTone.Light)],
        _ => throw new ArgumentOutOfRangeException(nameof(property), property, $"There are {Marks} marks."),
    };

    private static IReadOnlyList<BodyPart> FamilyParts(int family) => family switch
    {
        0 => // creature: two legs, two eyes
        [
            new(-0.22, 0.3, -0.3, 0.85, 0.08, PartTone.Figure), new(0.22, 0.3, 0.3, 0.85, 0.08, PartTone.Figure),
            BodyPart.Disc(-0.17, -0.15, 0.13, PartTone.Light), BodyPart.Disc(0.17, -0.15, 0.13, PartTone.Light),
            BodyPart.Disc(-0.17, -0.13, 0.06, PartTone.Dark), BodyPart.Disc(0.17, -0.13, 0.06, PartTone.Dark),
        ],
        1 => // vehicle: two wheels with hubs
        [
            BodyPart.Disc(-0.42, 0.5, 0.24, PartTone.Dark), BodyPart.Disc(0.42, 0.5, 0.24, PartTone.Dark),
            BodyPart.Disc(-0.42, 0.5, 0.09, PartTone.Light), BodyPart.Disc(0.42, 0.5, 0.09, PartTone.Light),
        ],
        2 => // plant: stem and two leaves
        [
            new(0, 0.3, 0, 0.9, 0.07, PartTone.Figure),
            new(-0.1, 0.85, -0.45, 0.6, 0.09, PartTone.Figure), new(0.1, 0.85, 0.45, 0.6, 0.09, PartTone.Figure),
            BodyPart.Disc(0, 0, 0.15, PartTone.Light),
        ],
        3 => // furniture: long straight legs with a rail
        [
            new(-0.5, -0.1, -0.5, 0.85, 0.07, PartTone.Figure), new(0.5, -0.1, 0.5, 0.85, 0.07, PartTone.Figure),
            new(-0.5, 0.6, 0.5, 0.6, 0.05, PartTone.Dark),
        ],
        4 => // building: pitched roof and a door
        [
            new(-0.6, -0.4, 0, -0.85, 0.08, PartTone.Dark), new(0.6, -0.4, 0, -0.85, 0.08, PartTone.Dark),
            new(0, 0.25, 0, 0.45, 0.11, PartTone.Light),
        ],
        5 => // food: stalk and a sheen
        [
            new(0.05, -0.4, 0.25, -0.85, 0.07, PartTone.Dark),
            new(-0.25, -0.2, -0.1, -0.3, 0.07, PartTone.Light), new(-0.28, 0.05, -0.3, -0.05, 0.05, PartTone.Light),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, $"There are {Families} families."),
    };

    private static BodyPlan DrawOne(int family, Pcg32 random)
    {
        double[] amplitudes = [.. MaximalAmplitude.Select(most => most * random.NextDouble())];
        double[] phases = [.. MaximalAmplitude.Select(_ => 2 * Math.PI * random.NextDouble())];
        return new BodyPlan(family, amplitudes, phases, FamilyParts(family));
    }

    private static double Gap(BodyPlan plan, List<BodyPlan> chosen) => chosen.Count == 0
        ? double.MaxValue
        : chosen.Min(other => Enumerable.Range(0, 36).Sum(step => Math.Pow(plan.Radius(step * Math.PI / 18) - other.Radius(step * Math.PI / 18), 2)));

    private double Radius(double angle)
    {
        double sum = 1;
        for (int h = 0; h < Harmonics; h++)
        {
            sum += _amplitudes[h] * Math.Cos(((h + 1) * angle) + _phases[h]);
        }

        return BaseRadius * Math.Clamp(sum, 0.3, 1.8);
    }
}
