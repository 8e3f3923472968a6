using AligNet.Numerics.Statistics;
using MathNet.Numerics.Distributions;

namespace AligNet.Numerics.Metrics;

/// <summary>Paired permutation test of a difference of means: were before and after exchangeable within each unit, every sign of the
/// differences would be as likely as the one seen.</summary>
/// <remarks>Exact where all patterns can be counted: differences of one size (the signs are then heads and tails, as in McNemar's exact test) or at most
/// <see cref="MostEnumerated"/> of them. Else random patterns; where fewer than <see cref="FewReached"/> of them reach the difference, their number
/// says little and the p-value is that of the saddlepoint approximation, so that it is not bounded by the number of patterns. Source: METHOD section
/// 8.10; B. Phipson and G. K. Smyth, Permutation p-values should never be zero (2010), for the + 1; J. Robinson, Saddlepoint approximations for permutation
/// tests and confidence intervals (1982), with O. E. Barndorff-Nielsen's form of the tail.</remarks>
public static class SignFlipTest
{
    /// <summary>Units that differ, up to which all sign patterns are counted.</summary>
    public const int MostEnumerated = 16;

    /// <summary>Random patterns that must reach the difference for their share to be the p-value.</summary>
    public const int FewReached = 10;

    private const double Rounding = 1e-12;

    /// <summary>Two-sided p-value: the share of sign patterns with a mean difference at least as large.</summary>
    /// <param name="before">At least one value.</param>
    /// <param name="after">The same units' other values.</param>
    /// <param name="permutations">Random sign patterns, where not all are counted: 1 or more.</param>
    /// <param name="seed">Seed; permutation i uses its stream i.</param>
    /// <returns>Above 0 and at most 1.</returns>
    /// <exception cref="ArgumentException">The lists differ in length or are empty, or there is no permutation.</exception>
    public static double PValue(ReadOnlySpan<double> before, ReadOnlySpan<double> after, int permutations, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permutations, 1);
        double[] differences = [.. Bootstrap.Differences(before, after).Where(difference => difference != 0)];
        ArgumentOutOfRangeException.ThrowIfLessThan(before.Length, 1);
        if (differences.Length == 0)
        {
            return 1;
        }

        double size = Math.Abs(differences[0]);
        if (differences.All(difference => Math.Abs(Math.Abs(difference) - size) <= Rounding * size))
        {
            return McNemarTest.PValue(differences.Count(difference => difference < 0), differences.Count(difference => difference > 0));
        }

        double seen = Math.Abs(differences.Sum()) - (Rounding * differences.Sum(Math.Abs));
        if (differences.Length <= MostEnumerated)
        {
            return Enumerated(differences, seen);
        }

        int reached = Reached(differences, seen, permutations, seed);
        double counted = (1.0 + reached) / (1.0 + permutations);
        return reached < FewReached ? Math.Min(counted, Saddlepoint(differences, seen)) : counted;
    }

    /// <summary>Share of all sign patterns whose sum is at least so far from 0.</summary>
    internal static double Enumerated(double[] differences, double seen)
    {
        // The mirror image of a pattern reaches as far, so that one sign can stay.
        int patterns = 1 << (differences.Length - 1);
        int reached = 0;
        for (int pattern = 0; pattern < patterns; pattern++)
        {
            double sum = differences[^1];
            for (int unit = 0; unit < differences.Length - 1; unit++)
            {
                sum += (pattern >> unit & 1) == 0 ? differences[unit] : -differences[unit];
            }

            reached += Math.Abs(sum) >= seen ? 1 : 0;
        }

        return (double)reached / patterns;
    }

    /// <summary>Approximate probability that a sum of so many differences with random signs is at least so far from 0; never below that of the one pattern
    /// and its mirror image that are farthest.</summary>
    internal static double Saddlepoint(double[] differences, double seen)
    {
        double farthest = differences.Sum(Math.Abs);
        double least = Math.Max(Math.Pow(2, 1 - differences.Length), double.Epsilon);
        if (seen >= farthest * (1 - 1e-9))
        {
            return least;
        }

        // The slope of the cumulant generating function Σ ln cosh(t·d) rises from 0 to the farthest sum: halve the interval in which it is the one seen.
        (double low, double high) = (0, 1 / differences.Max(Math.Abs));
        while (Slope(differences, high) < seen)
        {
            high *= 2;
        }

        for (int step = 0; step < 200 && high - low > 1e-14 * high; step++)
        {
            double middle = (low + high) / 2;
            (low, high) = Slope(differences, middle) < seen ? (middle, high) : (low, middle);
        }

        double t = (low + high) / 2;
        double root = Math.Sqrt(2 * Math.Max(0, (t * seen) - differences.Sum(difference => LogCosh(t * difference))));
        double scaled = t * Math.Sqrt(differences.Sum(difference => Math.Pow(difference / Math.Cosh(t * difference), 2)));
        return root < 1e-6 || scaled == 0 ? 1 : Math.Clamp(2 * Normal.CDF(0, 1, -(root + (Math.Log(scaled / root) / root))), least, 1);
    }

    private static double Slope(double[] differences, double t) => differences.Sum(difference => difference * Math.Tanh(t * difference));

    private static double LogCosh(double x) => Math.Abs(x) + double.LogP1(Math.Exp(-2 * Math.Abs(x))) - Math.Log(2);

    private static int Reached(double[] differences, double seen, int permutations, ulong seed)
    {
        int[] reached = new int[permutations];
        Parallel.For(0, permutations, permutation =>
        {
            var generator = new Pcg32(seed, (ulong)permutation);
            double sum = 0;
            uint signs = 0;
            for (int unit = 0; unit < differences.Length; unit++)
            {
                signs = (unit & 31) == 0 ? generator.NextUInt() : signs >> 1;
                sum += (signs & 1) == 0 ? differences[unit] : -differences[unit];
            }

            reached[permutation] = Math.Abs(sum) >= seen ? 1 : 0;
        });
        return reached.Sum();
    }
}
