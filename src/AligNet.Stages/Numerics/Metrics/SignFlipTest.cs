namespace AligNet.Numerics.Metrics;

/// <summary>Paired permutation test of a difference of means: were before and after exchangeable within each unit, every sign of the
/// differences would be as likely as the one seen.</summary>
/// <remarks>Source: METHOD section 8.10; B. Phipson and G. K. Smyth, Permutation p-values should never be zero (2010), for the + 1.</remarks>
public static class SignFlipTest
{
    private const double Rounding = 1e-12;

    /// <summary>Two-sided p-value: (1 + permutations with a mean difference at least as large) / (1 + permutations).</summary>
    /// <param name="before">At least one value.</param>
    /// <param name="after">The same units' other values.</param>
    /// <param name="permutations">Random sign patterns, 1 or more.</param>
    /// <param name="seed">Seed; permutation i uses its stream i.</param>
    /// <exception cref="ArgumentException">The lists differ in length or are empty, or there is no permutation.</exception>
    public static double PValue(ReadOnlySpan<double> before, ReadOnlySpan<double> after, int permutations, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permutations, 1);
        double[] differences = [.. Bootstrap.Differences(before, after).Where(difference => difference != 0)];
        ArgumentOutOfRangeException.ThrowIfLessThan(before.Length, 1);
        double seen = Math.Abs(differences.Sum());
        double slack = Rounding * differences.Sum(Math.Abs);
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

            reached[permutation] = Math.Abs(sum) >= seen - slack ? 1 : 0;
        });
        return (1.0 + reached.Sum()) / (1.0 + permutations);
    }
}
