using System.Numerics;

namespace AligNet.Numerics;

/// <summary>Which pair of a triplet (i, j, k) is the most similar one, pairs ordered ij, ik, jk.</summary>
public static class PairChoice
{
    /// <summary>The value of <see cref="Of"/> when the tie rule allows no choice.</summary>
    public const int None = -1;

    /// <summary>Index (0, 1, 2) of the pair with the largest value, or <see cref="None"/>.</summary>
    /// <param name="ij">Similarity or probability of pair ij.</param>
    /// <param name="ik">The same of pair ik.</param>
    /// <param name="jk">The same of pair jk.</param>
    /// <param name="rule">What to do with equal values; they are compared exactly, in the type given.</param>
    public static int Of<T>(T ij, T ik, T jk, TieRule rule)
        where T : IFloatingPointIeee754<T>
    {
        int first = ij >= ik && ij >= jk ? 0 : ik >= jk ? 1 : 2;
        bool none = rule switch
        {
            TieRule.MaximumTieIsWrong => (ij == ik && ij >= jk) || (ij == jk && ij >= ik) || (ik == jk && ik >= ij),
            TieRule.AnyTieIsWrong => ij == ik || ij == jk || ik == jk || (Rounded(ij) == Rounded(ik) && Rounded(ik) == Rounded(jk)),
            TieRule.FullTieIsWrong => ij == ik && ik == jk,
            TieRule.FirstMaximum => false,
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Unknown tie rule."),
        };
        return none ? None : first;
    }

    /// <summary>The odd one out (0, 1, 2) of a chosen pair: the image outside it. <see cref="None"/> stays.</summary>
    public static int OddOneOut(int pair) => pair == None ? None : 2 - pair;

    private static T Rounded<T>(T value)
        where T : IFloatingPointIeee754<T> =>
        T.Round(value * T.CreateChecked(100), MidpointRounding.ToEven);
}
